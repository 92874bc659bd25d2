using LiteDB;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sqlite;
using SamosaChaat.Shared.Turns.Events;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Storage;

/// <summary>Data of the first version, in which messages were counted one by one and a turn was a status, is taken over.</summary>
public abstract class FirstVersionTests : IDisposable
{
    private readonly TempStore store;
    private readonly User user = Some.User();
    private readonly Conversation conversation;
    private readonly Conversation another;
    private readonly Message[] questions;
    private readonly Message[] answers;

    protected FirstVersionTests(string engine)
    {
        store = new TempStore(engine);
        conversation = Some.Conversation(user);
        another = Some.Conversation(user, "Filling");
        // Answered, failed, answered, running; and one that was answered in another conversation.
        questions = [Question(conversation, 0), Question(conversation, 2), Question(conversation, 3), Question(conversation, 5), Question(another, 0)];
        answers = [Some.Answer(conversation.Id, 1, "Knead."), Some.Answer(conversation.Id, 4, "Fold."), Some.Answer(another.Id, 1, "Peas.")];
        Write(store, new(user, [conversation, another], [.. questions, .. answers],
        [
            new(questions[0], FinishReasons.Stop),
            new(questions[1], FinishReasons.Error),
            new(questions[2], FinishReasons.Length),
            new(questions[3], "running"),
            new(questions[4], FinishReasons.Stop),
        ]));
    }

    [Fact]
    public async Task Every_message_is_where_it_was_and_every_turn_has_two_places()
    {
        store.Reopen();

        Assert.Equal(
            [(questions[0].Id, 0), (answers[0].Id, 1), (questions[1].Id, 2), (questions[2].Id, 4), (answers[1].Id, 5), (questions[3].Id, 6)],
            (await MessagesAsync(conversation)).Select(message => (message.Id, message.Sequence)));
        Assert.Equal([questions[4], answers[2]], await MessagesAsync(another));
    }

    [Fact]
    public async Task An_ended_turn_is_replayed_with_its_answer_as_one_token()
    {
        store.Reopen();

        var turn = await ReadAsync(questions[2]);

        Assert.Equal(new StoredOutcome(FinishReasons.Length, 0, null, null), turn.Turn.Outcome);
        Assert.Equal("demo", turn.Turn.ModelTag);
        Assert.Equal("Fold.", turn.Answer?.Content);
        var events = System.Text.Encoding.UTF8.GetString(TurnEvents.Replay(turn).Read(0, out _).Span);
        Assert.Contains("id: 1\ndata: {\"token\":\"Fold.\"}\n\nid: 2\ndata: {\"done\":true,\"finish_reason\":\"length\"", events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_turn_that_ran_is_in_the_way_until_it_is_ended_as_after_any_crash()
    {
        store.Reopen();
        var next = Guid.NewGuid();
        Assert.Equal((StartTurnStatus.ConversationBusy, questions[3].Id), await BeginAsync(next));

        var cut = Assert.Single(await store.ReadAsync(new ReadUnfinishedTurns(10)));
        Assert.Equal((questions[3].Id, user.Id, 0), (cut.Turn.Id, cut.UserId, cut.Turn.Attempt));
        Assert.True((await store.WriteAsync(Some.Finish(cut.Question, null))).Found);

        Assert.Equal((StartTurnStatus.Started, null), await BeginAsync(next));
        Assert.Equal(8, (await MessagesAsync(conversation))[^1].Sequence);
    }

    [Fact]
    public async Task A_turn_that_had_failed_can_be_tried_again_and_has_room_for_its_answer()
    {
        store.Reopen();
        await store.WriteAsync(Some.Finish((await ReadAsync(questions[3])).Question, null));

        var begun = await store.WriteAsync(Some.Begin(user, conversation, questions[1].Id, questions[1].Content));
        Assert.Equal((StartTurnStatus.Started, 1), (begun.Status, begun.Turn?.Attempt));
        var answer = Some.Answer(conversation.Id, 3, "Rest.");
        var end = new AttemptEnd(new(FinishReasons.Stop, 1, null, null), answer, SentPrompt.Nothing, HasCheckpoints: false);
        await store.WriteAsync(new FinishTurn(begun.Question!, end, begun.Standing, Some.Time));

        Assert.Equal([0, 1, 2, 3, 4, 5, 6], (await MessagesAsync(conversation)).Select(message => message.Sequence));
        Assert.Equal("Rest.", (await ReadAsync(questions[1])).Answer?.Content);
    }

    public void Dispose()
    {
        store.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes a store as the first version had left it.</summary>
    private protected abstract void Write(TempStore store, OldData old);

    private protected TempStore Store => store;

    private static Message Question(Conversation conversation, int sequence) => Some.Question(conversation.Id, Guid.CreateVersion7(), sequence, $"Question {sequence}");

    private async Task<StoredTurn> ReadAsync(Message question) => (await store.ReadAsync(new ReadTurn(user.Id, question.ConversationId, question.Id)))!;

    private Task<List<Message>> MessagesAsync(Conversation of) => store.MessagesAsync(of.Id);

    private async Task<(StartTurnStatus How, Guid? Running)> BeginAsync(Guid id)
    {
        var begun = await store.WriteAsync(Some.Begin(user, conversation, id));
        return (begun.Status, begun.RunningTurn);
    }

    private protected sealed record OldTurn(Message Question, string Status);

    private protected sealed record OldData(User User, Conversation[] Conversations, Message[] Messages, OldTurn[] Turns);
}

public sealed class FirstVersionOnSqlite() : FirstVersionTests("sqlite")
{
    [Fact]
    public void A_copy_of_the_file_stays()
    {
        Store.Reopen();

        using var copy = OldSchema.Open(Store.File + ".v1.bak");
        Assert.Equal(1, copy.Prepare("PRAGMA user_version").NumberAsync().Now());
        Assert.Equal(1, copy.Prepare("SELECT COUNT(*) FROM generations WHERE status = 'running'").NumberAsync().Now());
    }

    [Fact]
    public void The_file_is_whole()
    {
        Store.Reopen();
        Store.Close();

        Assert.Empty(SqliteInspection.Faults(Store.File, SqlMigrations.Sqlite.Count, quick: false));
    }

    private protected override void Write(TempStore store, OldData old) => store.WriteTables(version: 1, db =>
    {
        OldSchema.Add(db, old.User);
        foreach (var conversation in old.Conversations) OldSchema.Add(db, conversation);
        foreach (var message in old.Messages) OldSchema.Add(db, message);
        foreach (var turn in old.Turns)
        {
            db.Prepare("INSERT INTO generations (message_id, conversation_id, status, started_at) VALUES (@turn, @conversation, @status, 1)")
                .Set("@turn", turn.Question.Id)
                .Set("@conversation", turn.Question.ConversationId)
                .Set("@status", turn.Status)
                .ExecuteAsync().Now();
        }
    });
}

public sealed class FirstVersionOnLiteDb() : FirstVersionTests("litedb")
{
    [Fact]
    public void A_step_that_was_cut_off_in_the_middle_is_gone_through_again()
    {
        using (var database = new LiteDatabase(Store.File)) DocumentMigrator.Migrate(database, LiteDbMigrations.Steps);
        var whole = Generations(version: null);

        // Everything is moved already, and only the version is not.
        Assert.Equal(whole, Generations(version: 1));
    }

    private protected override void Write(TempStore store, OldData old) => store.WriteDocuments(version: 1, db =>
    {
        new AddUser(old.User, Some.Session(old.User)).Documents(db);
        foreach (var conversation in old.Conversations) db.Add(conversation);
        foreach (var message in old.Messages) db.Add(message);
        foreach (var turn in old.Turns)
        {
            var (id, conversation) = (turn.Question.Id, turn.Question.ConversationId);
            db.Turns.Insert(new BsonDocument { ["_id"] = id, ["conversation_id"] = conversation, ["status"] = turn.Status, ["started_at"] = 1L });
            if (turn.Status == "running") db.Running.Insert(new BsonDocument { ["_id"] = conversation, ["message_id"] = id });
        }
    });

    /// <summary>Turns and messages of the closed file, after it has been migrated from this version.</summary>
    private string Generations(int? version)
    {
        using var database = new LiteDatabase(Store.File);
        if (version is { } set) database.UserVersion = set;
        DocumentMigrator.Migrate(database, LiteDbMigrations.Steps);
        return string.Join('\n', database.GetCollection("generations").FindAll().Concat(database.GetCollection("messages").FindAll()).Select(document => document.ToString()));
    }
}
