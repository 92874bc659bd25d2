using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.ListConversations;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Sqlite;
using SamosaChaat.Shared.Turns.Operations;
using Cursor = SamosaChaat.Features.Conversations.Cursor;

namespace SamosaChaat.Tests.Storage;

/// <summary>Data of the second version, in which messages lay in the order of their arrival, is laid side by side.</summary>
public sealed class SecondVersionTests : IDisposable
{
    private static readonly DateTime Later = Some.Time.AddSeconds(5);
    private static readonly Checkpoint[] Pieces = [new(0, "Roll ", [5], 10), new(1, "it 🥟", [5], 20)];

    private readonly TempStore store = new("sqlite");
    private readonly User user = Some.User();
    private readonly Conversation[] conversations;
    private readonly Dictionary<Guid, Message[]> messages;
    private readonly Dictionary<Guid, TurnRecord> turns = [];

    public SecondVersionTests()
    {
        conversations = [Some.Conversation(user), Some.Conversation(user, "Filling"), Some.Conversation(user, "Empty"), Some.Conversation(user, "Chutney")];
        // Answered, failed, running; answered; nothing; one that was answered again and is long.
        messages = new()
        {
            [conversations[0].Id] = [Question(0, 0), Some.Answer(conversations[0].Id, 1, "Knead."), Question(0, 2), Question(0, 4)],
            [conversations[1].Id] = [Question(1, 0), Some.Answer(conversations[1].Id, 1, "Peas.")],
            [conversations[2].Id] = [],
            [conversations[3].Id] = [Question(3, 0), Some.Answer(conversations[3].Id, 1, new('m', 20_000))],
        };
        store.WriteTables(version: 2, Write);
    }

    private Message Running => messages[conversations[0].Id][^1];

    [Fact]
    public async Task Every_conversation_message_and_turn_is_what_it_was()
    {
        store.Reopen();

        foreach (var conversation in conversations) Assert.Equal(messages[conversation.Id], await MessagesAsync(conversation));
        Assert.Equal(
            conversations.OrderByDescending(found => found.UpdatedAt).ThenByDescending(found => found.Id).Select(ConversationResponse.From),
            (await store.ReadAsync(new PageOfConversations(user.Id, Cursor.Top, 10, ConversationFilter.NotArchived))).Told().Items<ConversationResponse, Cursor>());
        foreach (var turn in turns.Values) Assert.Equivalent(turn, await store.ReadAsync(new FindTurn(user.Id, turn.ConversationId, turn.Id)), strict: true);
        var cut = Assert.Single(await store.ReadAsync(new ReadUnfinishedTurns(10)));
        Assert.Equal((Running, null), (cut.Question, cut.Standing));
        Assert.Equivalent(Pieces, cut.Pieces, strict: true);
    }

    [Fact]
    public async Task It_goes_on_as_before()
    {
        store.Reopen();

        Assert.Equal(StartTurnStatus.ConversationBusy, (await store.WriteAsync(Some.Begin(user, conversations[0], Guid.NewGuid()))).Status);
        Assert.True((await store.WriteAsync(Some.Finish(Running, Some.Answer(conversations[0].Id, 5, "Fry.")))).Found);
        Assert.Equal(6, (await store.WriteAsync(Some.Begin(user, conversations[0], Guid.NewGuid()))).Question?.Sequence);
        Assert.Equal(0, (await store.WriteAsync(Some.Begin(user, conversations[2], Guid.NewGuid()))).Question?.Sequence);
        Assert.Equal([0, 1, 2, 4, 5, 6], (await MessagesAsync(conversations[0])).Select(message => message.Sequence));
    }

    [Fact]
    public void The_file_is_whole_and_has_the_schema_of_a_new_one()
    {
        store.Reopen();
        store.Close();
        using var fresh = new TempStore("sqlite");
        fresh.Close();

        Assert.Empty(SqliteInspection.Faults(store.File, SqlMigrations.Sqlite.Count, quick: false));
        Assert.Equal(Schema(fresh.File), Schema(store.File));
        using var db = OldSchema.Open(store.File);
        Assert.Equal(8, db.Prepare("SELECT COUNT(*) FROM messages m JOIN conversations c ON c.id = m.conversation_id AND c.number = m.place / 16777216").NumberAsync().Now());
    }

    public void Dispose() => store.Dispose();

    private void Write(SqliteSession db)
    {
        OldSchema.Add(db, user);
        foreach (var conversation in conversations) OldSchema.Add(db, conversation);
        // Each conversation's first, then each one's second: far apart.
        foreach (var message in messages.Values.SelectMany(all => all).OrderBy(message => message.Sequence)) OldSchema.Add(db, message);
        foreach (var question in messages.Values.SelectMany(all => all).Where(message => message.Role == Roles.User))
        {
            var turn = new TurnRecord(question.Id, question.ConversationId, IsRunning: true, Attempt: 0, "demo", new(0.5, 100, 3), Outcome: null, Sent: null);
            OldSchema.Add(db, turn);
            if (question != Running)
            {
                var answered = messages[question.ConversationId].Any(message => message.Sequence == question.Sequence + 1);
                var outcome = new StoredOutcome(answered ? FinishReasons.Stop : FinishReasons.Error, 0, [2, 3], answered ? null : "{}");
                turn = turn with { IsRunning = false, Outcome = outcome, Sent = new([question.Id], 7, [LeftOutReasons.MaxPromptTokens]) };
                OldSchema.End(db, turn, Later);
            }

            turns.Add(turn.Id, turn);
        }

        foreach (var piece in Pieces) db.Add(Running.Id, piece).Now();
    }

    private Message Question(int conversation, int sequence) => Some.Question(conversations[conversation].Id, Guid.CreateVersion7(), sequence, $"Question {sequence}");

    private Task<List<Message>> MessagesAsync(Conversation of) => store.MessagesAsync(of.Id);

    private static List<string> Schema(string file)
    {
        using var db = OldSchema.Open(file);
        return db.Prepare("SELECT type || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_schema ORDER BY type, name").AllAsync(row => row.Text(0)).Now();
    }
}
