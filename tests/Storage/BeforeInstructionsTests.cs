using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.DeleteConversation;
using SamosaChaat.Features.Conversations.GetInstructions;
using SamosaChaat.Features.Conversations.SetInstructions;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage.Sqlite;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Storage;

/// <summary>
/// Data from before conversations had instructions opens, and its conversations can have some. It is version 2 of LiteDB's schema. SQLite's
/// is older, version 4, so that reasoning and empty answers are new to it too.
/// </summary>
public abstract class BeforeInstructionsTests : IDisposable
{
    private readonly TempStore store;
    private readonly User user = Some.User();
    private readonly Conversation conversation;
    private readonly Message question;
    private readonly Message answer;
    private readonly TurnRecord turn;

    protected BeforeInstructionsTests(string engine)
    {
        store = new TempStore(engine);
        conversation = Some.Conversation(user);
        question = Some.Question(conversation.Id, Guid.CreateVersion7(), 0);
        answer = Some.Answer(conversation.Id, 1, "") with { OwnTokenCount = 0 };
        turn = new(
            question.Id, conversation.Id, IsRunning: false, Attempt: 0, "demo", new(0.5, 100, 3), new(FinishReasons.Stop, 0, [2, 3], null),
            new([question.Id], 7, [LeftOutReasons.MaxPromptTokens]));
        Write(store, new(user, conversation, question, answer, turn));
    }

    [Fact]
    public async Task Everything_is_what_it_was_and_the_conversation_goes_on_with_instructions()
    {
        store.Reopen();

        Assert.Equal([question, answer], await store.MessagesAsync(conversation.Id));
        Assert.Equivalent(turn, await store.ReadAsync(new FindTurn(user.Id, conversation.Id, turn.Id)), strict: true);
        Assert.Equal(new InstructionsFound(null), await store.ReadAsync(new ReadInstructions(user.Id, conversation.Id)));
        var instructions = new Instructions("Be brief.", 3);
        Assert.True(await store.WriteAsync(new StoreInstructions(user.Id, conversation.Id, instructions)));
        store.Reopen();

        var begun = await store.WriteAsync(Some.Begin(user, conversation, Guid.NewGuid()));

        Assert.Equal((StartTurnStatus.Started, instructions), (begun.Status, begun.Instructions));
        Assert.Equal(EditStatus.Done, await store.WriteAsync(new RemoveConversation(user.Id, conversation.Id)));
        store.Close();
        Assert.Empty(Faults(store.File));
    }

    public void Dispose()
    {
        store.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes a store as that version had left it.</summary>
    private protected abstract void Write(TempStore store, OldData old);

    private protected abstract IReadOnlyList<string> Faults(string file);

    private protected sealed record OldData(User User, Conversation Conversation, Message Question, Message Answer, TurnRecord Turn);
}

public sealed class BeforeInstructionsOnSqlite() : BeforeInstructionsTests("sqlite")
{
    private protected override void Write(TempStore store, OldData old) => store.WriteTables(version: 4, db =>
    {
        OldSchema.Add(db, old.User);
        OldSchema.Add(db, old.Conversation);
        OldSchema.AddPlaced(db, old.Question);
        OldSchema.AddPlaced(db, old.Answer);
        OldSchema.Add(db, old.Turn);
        OldSchema.End(db, old.Turn, Some.Time);
    });

    private protected override IReadOnlyList<string> Faults(string file) => SqliteInspection.Faults(file, SqlMigrations.Sqlite.Count, quick: false);
}

public sealed class BeforeInstructionsOnLiteDb() : BeforeInstructionsTests("litedb")
{
    private protected override void Write(TempStore store, OldData old) => store.WriteDocuments(version: 2, db =>
    {
        new AddUser(old.User, Some.Session(old.User)).Documents(db);
        db.Add(old.Conversation);
        db.Add(old.Question);
        db.Add(old.Answer);
        db.Add(old.Turn, Some.Time);
        db.EndAttempt(old.Turn, old.Turn.Sent, old.Turn.Outcome, Some.Time);
        var turn = db.Turns.Find(old.Turn.Id)!;
        foreach (var later in new[] { "empty_answers", "system_prompt_tokens", "instructions_tokens" }) Assert.True(turn.Remove(later));
        db.Turns.Update(turn);
    });

    private protected override IReadOnlyList<string> Faults(string file) => LiteDbInspection.Faults(file);
}
