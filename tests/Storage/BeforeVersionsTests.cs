using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations.SelectVersion;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sqlite;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Storage;

/// <summary>Data from before messages had versions: each message has one, and a turn follows the answer that stood, whichever attempt wrote it.</summary>
public sealed class BeforeVersionsTests
{
    private readonly User user = Some.User();
    private readonly Conversation conversation;
    private readonly Message[] messages;

    public BeforeVersionsTests()
    {
        conversation = Some.Conversation(user);
        messages =
        [
            Some.Question(conversation.Id, Guid.CreateVersion7(), 0), Some.Answer(conversation.Id, 1, "The second attempt"),
            Some.Question(conversation.Id, Guid.CreateVersion7(), 2), Some.Answer(conversation.Id, 3, "The first attempt"),
        ];
    }

    [Theory]
    [InlineData(StorageOptions.Sqlite)]
    [InlineData(StorageOptions.LiteDb)]
    public async Task The_path_is_the_whole_conversation_and_gets_versions(string engine)
    {
        using var store = new TempStore(engine);
        if (engine == StorageOptions.Sqlite) store.WriteTables(version: 13, Write);
        else store.WriteDocuments(version: 7, Write);
        store.Reopen();

        var stored = await store.MessagesAsync(conversation.Id);
        Assert.Equal(messages.Select(message => message.Id), stored.Select(message => message.Id));
        Assert.Equal((0, 1), (stored[2].Parent, stored[2].ParentAttempt));

        var again = new RestartTurn(user.Id, conversation.Id, messages[0].Id, Guid.CreateVersion7(), mayStart: true, Some.Time);
        Assert.Equal(StartTurnStatus.Started, (await store.WriteAsync(again)).Status);
        var better = Some.Answer(conversation.Id, 1, "The third attempt");
        var end = new AttemptEnd(new(FinishReasons.Stop, 2, null, null), better, Sent: null, HasCheckpoints: false);
        Assert.True((await store.WriteAsync(new FinishTurn(messages[0], end, FinishReasons.Stop, Some.Time))).Found);
        Assert.Equal([messages[0].Id, better.Id], (await store.MessagesAsync(conversation.Id)).Select(message => message.Id));

        await store.WriteAsync(new SelectMessage(user.Id, conversation.Id, messages[1].Id, Some.Time));
        Assert.Equal(messages.Select(message => message.Id), (await store.MessagesAsync(conversation.Id)).Select(message => message.Id));
        store.Close();
        if (engine == StorageOptions.Sqlite) Assert.Empty(SqliteInspection.Faults(store.File, SqlMigrations.Sqlite.Count, quick: false));
        else Assert.Empty(LiteDbInspection.Faults(store.File));
    }

    private void Write(SqliteSession db)
    {
        OldSchema.Add(db, user);
        OldSchema.Add(db, conversation);
        foreach (var message in messages) OldSchema.AddPlaced(db, message);
        foreach (var turn in Turns())
        {
            OldSchema.Add(db, turn);
            OldSchema.End(db, turn, Some.Time);
        }
    }

    private void Write(DocumentSession db)
    {
        new AddUser(user, Some.Session(user)).Documents(db);
        db.Add(conversation);
        foreach (var message in messages) db.Add(message);
        foreach (var turn in Turns())
        {
            db.Add(turn, Some.Time);
            db.EndAttempt(turn, turn.Sent, turn.Outcome, Some.Time);
        }
    }

    private IEnumerable<TurnRecord> Turns() => new[] { (Question: 0, Attempt: 1), (Question: 2, Attempt: 0) }.Select(turn => new TurnRecord(
        messages[turn.Question].Id, conversation.Id, IsRunning: false, turn.Attempt, "demo", new(null, null, null),
        new(FinishReasons.Stop, turn.Attempt, [2, 3], null), new([messages[turn.Question].Id], 7, [])));
}
