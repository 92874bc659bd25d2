using SamosaChaat.Shared.Inference;
using SamosaChaat.Tests.Turns;

namespace SamosaChaat.Tests.Inference;

/// <summary>What the operator and the user tell a model before the messages, and what it takes of the budget.</summary>
public abstract class SystemMessageTests(string engine)
{
    private static readonly (string, string) Polite = ("Inference:SystemPrompt", "Be polite.");

    [Theory]
    [InlineData("nanochat")]
    [InlineData("openai")]
    public async Task The_system_prompt_and_the_instructions_are_one_message_before_all_others(string protocol)
    {
        await using var model = ModelServer.Of(protocol);
        await using var chat = await Chat.StartAsync(engine, model, Polite);
        await chat.User.SendAndWaitAsync(chat.Id, "First");
        await chat.User.InstructAsync(chat.Id, "Be brief. 🥟");

        await chat.User.SendAndWaitAsync(chat.Id, "Second");

        string[] expected = protocol == "nanochat"
            ? ["user: Be polite.\n\nBe brief. 🥟\n\nFirst", "assistant: Hello", "user: Second"]
            : ["system: Be polite.\n\nBe brief. 🥟", "user: First", "assistant: Hello", "user: Second"];
        Assert.Equal(expected, Sent(model.Requests.Last()));
        Assert.Contains("Be polite.", Sent(model.Requests.First())[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instructions_hold_from_the_next_attempt_on_until_they_are_deleted()
    {
        await using var model = new OpenAiServer();
        await using var chat = await Chat.StartAsync(engine, model);
        await chat.User.InstructAsync(chat.Id, "One");
        await chat.User.SendAndWaitAsync(chat.Id, "Hello?");
        await chat.User.InstructAsync(chat.Id, "Two");
        using var regenerated = await chat.User.Http.PostAsync($"/conversations/{chat.Id}/regenerate", new { stream = false });
        using var deleted = await chat.User.Http.RemoveAsync($"/conversations/{chat.Id}/instructions");
        await chat.User.SendAndWaitAsync(chat.Id, "And now?");

        Assert.Equal(["system: One", "system: Two", "user: Hello?"], model.Requests.Select(request => Sent(request)[0]));
    }

    [Fact]
    public async Task Both_count_against_the_budget_and_the_context_says_so()
    {
        var (counter, instructions) = (new TokenCounter(), "Answer in one short sentence.");
        var budget = counter.Count("Be polite.") + counter.Count(instructions) + counter.Count("Second") + 1;
        await using var model = new OpenAiServer();
        await using var chat = await Chat.StartAsync(engine, model, Polite, ("Inference:MaxPromptTokens", $"{budget}"));
        await chat.User.SendAndWaitAsync(chat.Id, "First");
        await chat.User.InstructAsync(chat.Id, instructions);

        await chat.User.SendAndWaitAsync(chat.Id, "Second");

        var question = (await chat.MessagesAsync())[2].Id();
        var context = await chat.User.GetAsync($"/conversations/{chat.Id}/messages/{question}/context");
        Assert.Equal(counter.Count("Be polite."), context.GetProperty("system_prompt_tokens").GetInt32());
        Assert.Equal(counter.Count(instructions), context.GetProperty("instructions_tokens").GetInt32());
        // The answer fits, but its question does not, so neither is sent.
        Assert.Equal(budget - 1, context.GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(["answer_without_question", "max_prompt_tokens"], context.GetProperty("left_out").EnumerateArray().Select(group => group.Text("reason")));
        Assert.Equal([$"system: Be polite.\n\n{instructions}", "user: Second"], Sent(model.Requests.Last()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public async Task A_blank_system_prompt_is_none(string blank)
    {
        await using var model = new OpenAiServer();
        await using var chat = await Chat.StartAsync(engine, model, ("Inference:SystemPrompt", blank));

        await chat.User.SendAndWaitAsync(chat.Id, "Hello?");

        Assert.Equal(["user: Hello?"], Sent(model.Requests.Last()));
    }

    private static string[] Sent(ModelRequest request) => [.. request.Messages.Select(message => $"{message.Role}: {message.Content}")];
}

public sealed class SystemMessageOnSqlite() : SystemMessageTests("sqlite");

public sealed class SystemMessageOnLiteDb() : SystemMessageTests("litedb");

public sealed class SystemMessageOnPostgres() : SystemMessageTests("postgres");
