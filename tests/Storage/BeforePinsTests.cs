using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Features.Conversations.ListConversations;
using SamosaChaat.Features.Conversations.UpdateConversation;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Postgres;
using SamosaChaat.Shared.Storage.Sqlite;
using SamosaChaat.Tests.Storage.Postgres;
using Cursor = SamosaChaat.Features.Conversations.Cursor;

namespace SamosaChaat.Tests.Storage;

/// <summary>Data from before conversations could be pinned and archived: none is either, and each can become so.</summary>
public sealed class BeforePinsTests
{
    private readonly User user = Some.User();
    private readonly Conversation[] conversations;

    public BeforePinsTests() =>
        conversations = [.. Enumerable.Range(0, 3).Select(i => Some.Conversation(user, $"No. {i}") with { UpdatedAt = Some.Time.AddDays(-i) })];

    [Fact]
    public async Task Tables_of_SQLite_keep_their_lists()
    {
        using var store = new TempStore(StorageOptions.Sqlite);
        store.WriteTables(version: 14, db =>
        {
            OldSchema.Add(db, user);
            foreach (var conversation in conversations) OldSchema.Add(db, conversation);
        });

        store.Reopen();
        await CheckAsync(store.ReadAsync, store.WriteAsync);
        store.Close();
        Assert.Empty(SqliteInspection.Faults(store.File, SqlMigrations.Sqlite.Count, quick: false));
    }

    [Fact]
    public async Task Documents_of_LiteDB_keep_their_lists()
    {
        using var store = new TempStore(StorageOptions.LiteDb);
        store.WriteDocuments(version: 8, db =>
        {
            new AddUser(user, Some.Session(user)).Documents(db);
            foreach (var conversation in conversations) new AddConversation(conversation).Documents(db);
            foreach (var document in db.Conversations.All())
            {
                Assert.True(document.Remove("pinned") && document.Remove("archived"));
                db.Conversations.Update(document);
            }

            // A bucket ended with its last row, or had zeros behind it.
            var bucket = Assert.Single(db.Collection("shelves").All());
            var length = sizeof(int) + conversations.Sum(row => 16 + 1 + row.Title.Length + 1 + row.ModelTag.Length + 16);
            bucket["rows"] = bucket["rows"].AsBinary[..length];
            db.Collection("shelves").Update(bucket);
        });

        store.Reopen();
        await CheckAsync(store.ReadAsync, store.WriteAsync);
        store.Close();
        Assert.Empty(LiteDbInspection.Faults(store.File));
    }

    [Fact]
    public async Task Tables_of_PostgreSQL_keep_their_lists()
    {
        var folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
        try
        {
            var connection = PostgresProcess.ConnectionString(folder);
            using (var opened = new Npgsql.NpgsqlConnection(connection))
            {
                opened.Open();
                var before = ChatSchema.Migrations.Postgres;
                PostgresMigrator.Migrate(opened, before with { Migrations = [.. before.Migrations.Take(10)] });
            }

            OwnPostgres.Ask(connection, $"INSERT INTO users (id, email, password_hash, created_at, role) VALUES ('{user.Id}', '{user.Email}', 'a hash', 1, 'user')");
            foreach (var row in conversations)
            {
                OwnPostgres.Ask(
                    connection,
                    $"INSERT INTO conversations VALUES ('{row.Id}', '{user.Id}', '{row.Title}', '{row.ModelTag}', {Microseconds.From(row.CreatedAt)}, {Microseconds.From(row.UpdatedAt)})");
            }

            using var node = new PostgresNode(connection);
            await CheckAsync(node.ReadAsync, node.WriteAsync);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task CheckAsync(Func<Query<JsonPage<Cursor>>, Task<JsonPage<Cursor>>> read, Func<Command<Updated>, Task<Updated>> write)
    {
        Assert.Equal(conversations, await ReadAsync(new(null, null)));
        Assert.Equal(conversations, await ReadAsync(new(false, false)));

        foreach (var (index, change) in new[] { (0, new ConversationChange(Archived: true)), (1, new ConversationChange(Pinned: true)) })
        {
            Assert.Equal(EditStatus.Done, (await write(new ChangeConversation(user.Id, conversations[index].Id, change, Some.Time))).Status);
        }

        Assert.Equal([conversations[0] with { IsArchived = true }], await ReadAsync(new(true, null)));
        Assert.Equal([conversations[1] with { IsPinned = true }], await ReadAsync(new(false, true)));
        Assert.Equal([conversations[2]], await ReadAsync(new(false, false)));
        Assert.Equal(3, (await ReadAsync(ConversationFilter.All)).Length);

        async Task<Conversation[]> ReadAsync(ConversationFilter filter) =>
        [
            .. (await read(new PageOfConversations(user.Id, Cursor.Top, 10, filter, ConversationExtras.All))).Told()
                .Items<ListedConversation, Cursor>().Select(row => new Conversation(
                    row.Id, row.UserId, row.Title, row.ModelTag, row.CreatedAt, row.UpdatedAt, row.Pinned!.Value, row.Archived!.Value)),
        ];
    }
}
