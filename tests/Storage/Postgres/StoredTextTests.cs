using System.Text;
using CsCheck;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Features.Conversations.GetInstructions;
using SamosaChaat.Features.Conversations.SetInstructions;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage.Postgres;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Storage.Postgres;

/// <summary>PostgreSQL refuses U+0000, so texts with it are stored in another form. Every text comes back as it was.</summary>
public sealed class StoredTextTests
{
    private static readonly Gen<string> Texts = Gen.OneOf("\0", "\u001A", "0", "1", "a", "é", "🥟", "\\").Array[0, 12].Select(string.Concat);

    [Fact]
    public void A_stored_text_has_no_NUL_and_reads_as_it_was() => Texts.Sample(text =>
    {
        var stored = StoredText.Of(text);
        return !stored.Contains('\0', StringComparison.Ordinal)
            && Encoding.UTF8.GetString(StoredText.Read(Encoding.UTF8.GetBytes(stored))) == text;
    });

    [Fact]
    public void Two_texts_are_never_stored_alike() => Gen.Select(Texts, Texts).Sample((one, other) => one == other || StoredText.Of(one) != StoredText.Of(other));

    [Theory]
    [InlineData("a\0b\u001A")]
    [InlineData("\u001A0\0\u001A1\u001A\u001A")]
    public async Task Every_text_of_every_table_comes_back(string text)
    {
        using var store = new TempStore("postgres");
        var user = Some.User(text);
        var conversation = Some.Conversation(user, text);
        await store.WriteAsync(new AddUser(user, Some.Session(user)));
        await store.WriteAsync(new AddConversation(conversation));
        await store.WriteAsync(new StoreInstructions(user.Id, conversation.Id, new(text, 3)));
        var question = (await store.WriteAsync(Some.Begin(user, conversation, Guid.CreateVersion7(), text))).Question!;
        Assert.True(await store.WriteAsync(new SaveCheckpoint(conversation.Id, question.Id, 0, new(0, text, [1], 1), null)));
        var outcome = new StoredOutcome(FinishReasons.Error, 0, null, text, new(text, 4));
        var answer = Some.Answer(conversation.Id, 1, text);
        await store.WriteAsync(new FinishTurn(question, new(outcome, answer, SentPrompt.Nothing, HasCheckpoints: true), standing: null, answer.CreatedAt));

        var turn = (await store.ReadAsync(new ReadTurn(user.Id, conversation.Id, question.Id)))!;

        Assert.Equal(user, await store.ReadAsync(new FindUser(user.Id)));
        Assert.Equal(text, (await store.ReadAsync(new FindConversation(user.Id, conversation.Id)))!.Title);
        Assert.Equal(text, (await store.ReadAsync(new ReadInstructions(user.Id, conversation.Id)))!.Instructions?.Text);
        Assert.Equal((text, text), (turn.Question.Content, turn.Answer!.Content));
        Assert.Equal((text, new Reasoning(text, 4)), (turn.Turn.Outcome!.Failure, turn.Turn.Outcome.Reasoning));
    }
}
