using System.Data.Common;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Features.Conversations.DeleteConversation;
using SamosaChaat.Features.Messages.GetContext;
using SamosaChaat.Features.Messages.ListMessages;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Erasure;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Sql;
using SamosaChaat.Shared.Storage.Sqlite;
using SamosaChaat.Shared.Storage.Upgrades;
using SamosaChaat.Shared.Turns.Events;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Storage;

/// <summary>In SQLite a conversation's messages lie side by side, and in no other conversation's places.</summary>
public sealed class MessageKeyTests : IAsyncLifetime, IDisposable
{
    private const int Sequences = 1 << 24;

    private readonly TempStore store = new("sqlite");
    private readonly User user = Some.User();
    private readonly Conversation[] conversations;

    public MessageKeyTests() => conversations = [Some.Conversation(user, "n - 1"), Some.Conversation(user, "n"), Some.Conversation(user, "n + 1")];

    public async ValueTask InitializeAsync()
    {
        await store.WriteAsync(new AddUser(user, Some.Session(user)));
        foreach (var conversation in conversations)
        {
            await store.WriteAsync(new AddConversation(conversation));
            var begun = await store.WriteAsync(Some.Begin(user, conversation, Guid.CreateVersion7()));
            await store.WriteAsync(Some.Finish(begun.Question!, Some.Answer(conversation.Id, 1, "Like this.")));
            await AddAsync(conversation, Sequences - 1);
        }
    }

    [Fact]
    public async Task A_conversations_messages_end_where_the_next_ones_begin()
    {
        foreach (var conversation in conversations)
        {
            Assert.Equal([0, 1, Sequences - 1], (await MessagesAsync(conversation)).Select(message => message.Sequence));
            Assert.Equal([1, 0], (await store.ReadAsync(new ReadHistory(conversation.Id, 1, 100))).Select(message => message.Sequence));
            Assert.Equal(
                (await MessagesAsync(conversation)).Select(message => message.Id),
                (await PageAsync(-1)).Select(message => message.Id));
            Assert.Empty(await PageAsync(Sequences - 1));
            Assert.Empty(await PageAsync(int.MaxValue));

            async Task<MessageResponse[]> PageAsync(int after) =>
                (await store.ReadAsync(new PageOfMessages(user.Id, conversation.Id, after, 100))).Told().Items<MessageResponse, int>();
        }
    }

    [Theory]
    [InlineData(Sequences)]
    [InlineData(Sequences + 5)]
    [InlineData(2 * Sequences)]
    [InlineData(-1)]
    public async Task There_is_no_place_for_a_sequence_that_is_too_great(int sequence)
    {
        var before = await AllAsync();

        var refusal = await Assert.ThrowsAnyAsync<DbException>(() => AddAsync(conversations[0], sequence));

        Assert.Contains("a_sequence_is_less_than_16777216", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await AllAsync());
    }

    [Fact]
    public async Task A_turn_that_there_is_no_place_for_is_not_begun()
    {
        var before = await AllAsync();

        await Assert.ThrowsAnyAsync<DbException>(() => store.WriteAsync(Some.Begin(user, conversations[0], Guid.CreateVersion7(), now: Some.Time.AddDays(1))));

        Assert.Equal(before, await AllAsync());
        Assert.Empty(await store.ReadAsync(new ReadUnfinishedTurns(10)));
        Assert.Equal(0, await CountAsync("SELECT COUNT(*) FROM conversations WHERE updated_at >= " + Microseconds.From(Some.Time.AddDays(1))));
    }

    [Fact]
    public async Task A_message_without_a_conversation_is_refused() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => AddAsync(Some.Conversation(user), 0));

    [Fact]
    public async Task A_deletion_takes_nothing_of_the_conversations_beside_it()
    {
        var (left, right) = (await MessagesAsync(conversations[0]), await MessagesAsync(conversations[2]));

        await RemoveAsync(conversations[1]);

        Assert.Equal(left, await MessagesAsync(conversations[0]));
        Assert.Equal(right, await MessagesAsync(conversations[2]));
        Assert.Equal(6, await CountAsync("SELECT COUNT(*) FROM messages"));
        Assert.Equal(2, await CountAsync("SELECT COUNT(*) FROM generations"));
    }

    [Fact]
    public async Task The_number_of_a_conversation_that_is_gone_can_be_taken_again()
    {
        await RemoveAsync(conversations[2]);
        var next = Some.Conversation(user);
        await store.WriteAsync(new AddConversation(next));

        Assert.Empty(await MessagesAsync(next));
        Assert.Equal(0, (await store.WriteAsync(Some.Begin(user, next, Guid.CreateVersion7()))).Question?.Sequence);
    }

    [Theory]
    [InlineData("VACUUM")]
    [InlineData("VACUUM INTO @copy")]
    public async Task Every_message_is_found_after_the_file_has_been_written_anew(string text)
    {
        await RemoveAsync(conversations[0]);
        var (copy, expected) = (store.File + ".copy", await BesideAsync());
        store.Close();
        using (var db = OldSchema.Open(store.File))
        {
            var statement = db.Prepare(text);
            if (text.EndsWith("@copy", StringComparison.Ordinal)) statement.Set("@copy", copy);
            statement.ExecuteAsync().Now();
        }

        if (File.Exists(copy)) File.Move(copy, store.File, overwrite: true);
        store.Reopen();

        Assert.Equal(expected, await BesideAsync());

        async Task<List<Message>> BesideAsync() => [.. await MessagesAsync(conversations[1]), .. await MessagesAsync(conversations[2])];
    }

    [Fact]
    public async Task Nothing_is_read_but_what_is_asked_for_and_nothing_is_sorted()
    {
        var turn = (await MessagesAsync(conversations[1]))[0];
        store.Close();
        var dialect = new ListeningDialect(new SqliteDialect(store.File, SqlMigrations.Sqlite));
        using var db = OldSchema.Open(store.File, dialect);
        var conversation = conversations[1].Id;
        new PageOfMessages(user.Id, conversation, -1, 50).Sql(db).Now()!.Dispose();
        new ReadHistory(conversation, 1, 50).Sql(db).Now();
        new ReadTurn(user.Id, conversation, turn.Id).Sql(db).Now();
        new ReadContext(user.Id, conversation, turn.Id).Sql(db).Now();
        db.LastOnPath(conversation).Now();
        // The first hides it, because it is long, and the second removes its last messages.
        new RemoveConversation(user.Id, conversation).Sql(db).Now();
        new RemovePortion(user.Id, conversation).Sql(db).Now();

        string[] texts = [.. dialect.Prepared.Where(text => text.Contains("messages", StringComparison.Ordinal))];
        Assert.Equal(12, texts.Length);
        Assert.Each(texts, text =>
        {
            var plan = db.Prepare($"EXPLAIN QUERY PLAN {text}").AllAsync(row => row.Text(3)).Now();
            Assert.Contains(plan, step => step.StartsWith("SEARCH messages USING", StringComparison.Ordinal));
            Assert.DoesNotContain(plan, step => step.Contains("SCAN", StringComparison.Ordinal) || step.Contains("B-TREE", StringComparison.Ordinal));
        });
        Assert.Equal(
            "SEARCH messages USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)",
            db.Prepare($"EXPLAIN QUERY PLAN {texts.Single(text => text.Contains("@after", StringComparison.Ordinal))}").AllAsync(row => row.Text(3)).Now()[0]);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => store.Dispose();

    private async Task RemoveAsync(Conversation conversation)
    {
        Assert.Equal(EditStatus.Done, await store.WriteAsync(new RemoveConversation(user.Id, conversation.Id)));
        while (await store.WriteAsync(new RemovePortion(user.Id, conversation.Id)))
        {
            // Its messages have great sequences, so it goes in portions.
        }
    }

    private Task<bool> AddAsync(Conversation conversation, int sequence) =>
        store.WriteAsync(new AddOne(Some.Question(conversation.Id, Guid.CreateVersion7(), sequence)));

    private Task<List<Message>> MessagesAsync(Conversation of) => store.MessagesAsync(of.Id);

    private async Task<List<Message>> AllAsync() => [.. await MessagesAsync(conversations[0]), .. await MessagesAsync(conversations[1]), .. await MessagesAsync(conversations[2])];

    private Task<long> CountAsync(string text) => store.ReadAsync(new Count(text));

    private sealed class AddOne(Message message) : Command<bool>
    {
        internal override Guid Key => message.ConversationId;

        internal override ValueTask<bool> Sql(SqlSession db)
        {
            db.Write(db.Add(message));
            return new(true);
        }

        internal override bool Documents(Shared.Storage.LiteDb.DocumentSession db) => throw new NotSupportedException();
    }

    private sealed class Count(string text) : Query<long>
    {
        internal override async ValueTask<long> Sql(SqlSession db) => (await db.Prepare(text).NumberAsync())!.Value;

        internal override long Documents(Shared.Storage.LiteDb.DocumentSession db) => throw new NotSupportedException();
    }

    /// <summary>SQLite's dialect, and what it was asked to prepare.</summary>
    private sealed class ListeningDialect(SqliteDialect today) : SqlDialect
    {
        public List<string> Prepared { get; } = [];

        public override string BeginRead => today.BeginRead;

        public override string BeginWrite => today.BeginWrite;

        public override IReadOnlyList<string> Migrations => today.Migrations;

        public override SqlStatement Prepare(DbConnection connection, string text)
        {
            if (!text.StartsWith("EXPLAIN", StringComparison.Ordinal)) Prepared.Add(text);
            return today.Prepare(connection, text);
        }

        public override int ReadVersion(SqliteSession db) => today.ReadVersion(db);

        public override void WriteVersion(SqliteSession db, int version) => today.WriteVersion(db, version);

        public override string CopyAside(SqliteSession db, int version, IUpgradeWatch? watch) => today.CopyAside(db, version, watch);
    }
}
