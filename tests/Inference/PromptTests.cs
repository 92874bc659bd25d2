using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Tests.Inference;

public sealed class PromptTests
{
    private static readonly Guid Conversation = Guid.NewGuid();

    [Fact]
    public void Everything_is_sent_oldest_first_where_it_fits()
    {
        var prompt = Fit(User("new", 1), [Answer("a2"), User("u2", 1), Answer("a1"), User("u1", 1)]);

        Assert.Equal(["u1", "a1", "u2", "a2", "new"], Contents(prompt));
        Assert.Empty(prompt.LeftOut);
        Assert.Equal(3 + 2 + 2, prompt.Tokens);
    }

    [Fact]
    public void The_new_message_is_sent_even_if_it_alone_is_too_long()
    {
        var prompt = Fit(User("new", 500), [Answer("a1"), User("u1", 1)], maxTokens: 10);

        Assert.Equal(["new"], Contents(prompt));
        Assert.Equal(500, prompt.Tokens);
        Assert.Equal([LeftOutReasons.MaxPromptTokens], prompt.LeftOut);
    }

    [Fact]
    public void The_newest_that_fit_are_sent_and_nothing_older_than_the_first_that_does_not()
    {
        // u1 would fit, but a conversation with a hole in it is not what was said.
        var prompt = Fit(User("new", 2), [Answer("a3"), User("u3", 3), Answer("a2"), User("u2", 90), Answer("a1"), User("u1", 1)], maxTokens: 20);

        Assert.Equal(["u3", "a3", "new"], Contents(prompt));
    }

    [Theory]
    [InlineData(9, 3)]
    [InlineData(8, 1)]
    public void The_limit_itself_still_fits(int maxTokens, int sent)
    {
        var prompt = Fit(User("new", 2), [Answer("a1"), User("u1", 5)], maxTokens: maxTokens);

        Assert.Equal(sent, prompt.Sent.Count);
    }

    [Theory]
    [InlineData(1, "new", "max_history_messages")]
    [InlineData(2, "new", "answer_without_question max_history_messages")]
    [InlineData(3, "u2 a2 new", "max_history_messages")]
    [InlineData(4, "u2 a2 new", "answer_without_question max_history_messages")]
    [InlineData(5, "u1 a1 u2 a2 new", "")]
    public void No_more_messages_are_sent_than_allowed_and_the_first_is_never_an_answer(int maxMessages, string sent, string leftOut)
    {
        var prompt = Fit(User("new", 1), [Answer("a2"), User("u2", 1), Answer("a1"), User("u1", 1)], maxMessages: maxMessages);

        Assert.Equal(sent, string.Join(' ', Contents(prompt)));
        Assert.Equal(leftOut, string.Join(' ', prompt.LeftOut));
        Assert.Equal(prompt.Sent.Sum(message => message.Role == Roles.User ? message.TokenCount : message.Content.Length), prompt.Tokens);
    }

    [Fact]
    public void An_answers_size_is_counted_here_and_not_taken_from_its_server()
    {
        var prompt = Fit(User("new", 1), [Answer("four") with { TokenCount = 1_000_000 }, User("u1", 1)], maxTokens: 100);

        Assert.Equal(1 + 4 + 1, prompt.Tokens);
    }

    [Fact]
    public void Questions_without_an_answer_are_sent_too()
    {
        var prompt = Fit(User("new", 1), [User("u2", 1), User("u1", 1)]);

        Assert.Equal(["u1", "u2", "new"], Contents(prompt));
    }

    [Fact]
    public void Questions_in_a_row_become_one_with_a_blank_line_between_and_a_repeated_one_only_once()
    {
        // A template that insists on user and assistant by turns refuses anything else.
        var prompt = Fit(User("new", 1), [User("again", 1), User("again", 1), User("u2", 1), Answer("a1"), User("u1", 1)]);

        var chat = prompt.ToChatMessages();

        Assert.Equal([("user", "u1"), ("assistant", "a1"), ("user", "u2\n\nagain\n\nnew")], chat.Select(message => (message.Role.Value, message.Text)));
    }

    [Fact]
    public void What_goes_by_turns_stays_as_it_is_even_if_it_is_repeated()
    {
        var prompt = Fit(User("same", 1), [Answer("same"), User("same", 1)]);

        Assert.Equal(["same", "same", "same"], prompt.ToChatMessages().Select(message => message.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    [InlineData("\u200B\uFEFF\u001C\u00A0\u2028")]
    public void An_answer_without_text_is_not_sent_takes_no_room_and_is_named(string nothing)
    {
        var empty = Answer(nothing);

        var prompt = Fit(User("new", 1), [empty, User("u2", 1), Answer("a1"), User("u1", 1)], maxMessages: 4, maxTokens: 5);

        Assert.Equal(["u1", "a1", "u2", "new"], Contents(prompt));
        Assert.Equal(1 + 2 + 1 + 1, prompt.Tokens);
        Assert.Equal([empty.Id], prompt.EmptyAnswers);
        Assert.Empty(prompt.LeftOut);
        Assert.Equal(["u1", "a1", "u2\n\nnew"], prompt.ToChatMessages().Select(message => message.Text));
    }

    [Fact]
    public void An_empty_answer_before_the_oldest_sent_message_is_left_out_for_the_reason_of_its_neighbours()
    {
        var prompt = Fit(User("new", 1), [Answer("a2"), User("u2", 1), Answer(""), User("u1", 1)], maxMessages: 2);

        Assert.Equal(["new"], Contents(prompt));
        Assert.Empty(prompt.EmptyAnswers);
        Assert.Equal([LeftOutReasons.AnswerWithoutQuestion, LeftOutReasons.MaxHistoryMessages], prompt.LeftOut);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("👩‍👧")]
    [InlineData("\u200Bमोमो")]
    [InlineData(".")]
    public void An_answer_with_any_text_is_sent(string text)
    {
        var prompt = Fit(User("new", 1), [Answer(text), User("u1", 1)]);

        Assert.Equal(["u1", text, "new"], Contents(prompt));
    }

    [Fact]
    public void The_system_message_comes_first_and_takes_its_room_before_all_others()
    {
        var system = new SystemMessage(new("Be polite.", 3), new("Be brief.", 4));

        var prompt = Fit(User("new", 1), [Answer("a1"), User("u1", 1), Answer("a0"), User("u0", 1)], maxTokens: 3 + 4 + 1 + 2 + 1, system: system);

        Assert.Equal(["Be polite.\n\nBe brief.", "u1", "a1", "new"], prompt.ToChatMessages().Select(message => message.Text));
        Assert.Equal(["system", "user", "assistant", "user"], prompt.ToChatMessages().Select(message => message.Role.Value));
        Assert.Equal(3 + 4 + 1 + 2 + 1, prompt.Tokens);
        Assert.Equal([LeftOutReasons.MaxPromptTokens], prompt.LeftOut);
        Assert.Equal((3, 4), (prompt.ToSentPrompt().SystemPromptTokens, prompt.ToSentPrompt().InstructionsTokens));
    }

    [Fact]
    public void A_system_message_that_is_too_long_is_sent_with_the_new_message_and_nothing_else()
    {
        var prompt = Fit(User("new", 1), [Answer("a1"), User("u1", 1)], maxTokens: 10, system: new(new("Be polite.", 30), Instructions: null));

        Assert.Equal(["Be polite.", "new"], prompt.ToChatMessages().Select(message => message.Text));
        Assert.Equal(31, prompt.Tokens);
    }

    /// <summary>Where every letter of an answer is a token.</summary>
    private static Prompt Fit(Message newMessage, Message[] newestFirst, int maxMessages = 50, int maxTokens = 6000, SystemMessage? system = null) =>
        Prompt.Fit(
            system ?? SystemMessage.None,
            newMessage with { Sequence = newestFirst.Length },
            [.. newestFirst.Select((message, i) => message with { Sequence = newestFirst.Length - 1 - i })],
            new PromptLimits(maxMessages, maxTokens), text => text.Length);

    private static IEnumerable<string> Contents(Prompt prompt) => prompt.Sent.Select(message => message.Content);

    private static Message User(string content, int tokens) => Message(Roles.User, content, tokens);

    private static Message Answer(string content) => Message(Roles.Assistant, content, 0);

    private static Message Message(string role, string content, int tokens) =>
        new(Guid.NewGuid(), Conversation, 0, role, content, tokens, "demo", 0, TimeProvider.System.Now());
}
