using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations.DeleteConversation;
using SamosaChaat.Features.Conversations.RestoreConversation;
using SamosaChaat.Features.Search;
using SamosaChaat.Features.Search.SearchConversations;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Search;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;
using SamosaChaat.Shared.Storage.Sqlite;

namespace SamosaChaat.Tests.Storage;

/// <summary>Messages from before there was a search are found, too.</summary>
public sealed class BeforeSearchTests
{
    private readonly User user = Some.User();
    private readonly Conversation conversation;
    private readonly Message[] messages;

    public BeforeSearchTests()
    {
        conversation = Some.Conversation(user);
        // More than one section, and more than the server adds at once.
        messages = [.. Enumerable.Range(0, 150).Select(i => Some.Question(conversation.Id, Guid.CreateVersion7(), 2 * i, $"Old number {i}"))];
    }

    [Theory]
    [InlineData(StorageOptions.Sqlite)]
    [InlineData(StorageOptions.LiteDb)]
    public async Task A_store_of_the_version_before_is_indexed(string engine)
    {
        using var store = new TempStore(engine);
        if (engine == StorageOptions.Sqlite) store.WriteTables(version: 15, Write);
        else store.WriteDocuments(version: 9, Write);
        store.Reopen();

        // Messages in the trash get their place, too, and are found when they are back.
        await store.WriteAsync(new MoveToTrash(user.Id, conversation.Id, Some.Time));
        await IndexAsync(store);
        Assert.Empty((await FindAsync(store, "old")).Hits);
        await store.WriteAsync(new RestoreTrashed(user.Id, conversation.Id));

        Assert.Equal(messages.Length, (await FindAsync(store, "old")).Hits.Count);
        Assert.Equal(messages[77].Id, Assert.Single((await FindAsync(store, "old 77")).Hits).Message!.Id);
        store.Close();
        if (engine == StorageOptions.Sqlite) Assert.Empty(SqliteInspection.Faults(store.File, SqlMigrations.Sqlite.Count, quick: false));
        else Assert.Empty(LiteDbInspection.Faults(store.File));
    }

    [Fact]
    public async Task What_a_node_of_the_version_before_writes_is_indexed_later()
    {
        using var store = new TempStore(StorageOptions.Postgres);
        await store.WriteAsync(new AddUser(user, Some.Session(user)));
        await store.WriteAsync(new AddOldMessages(conversation, messages));
        Assert.Empty((await FindAsync(store, "old")).Hits);

        await store.WriteAsync(new MoveToTrash(user.Id, conversation.Id, Some.Time));
        await IndexAsync(store);
        await store.WriteAsync(new RestoreTrashed(user.Id, conversation.Id));

        Assert.Equal(messages.Length, (await FindAsync(store, "old")).Hits.Count);
    }

    private static async Task IndexAsync(TempStore store)
    {
        var indexing = new Indexing(store, Options.Create(new StorageOptions()), NullLogger<Indexing>.Instance);
        await indexing.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await indexing.RunAsync(TestContext.Current.CancellationToken));
    }

    private Task<SearchPage> FindAsync(TempStore store, string q) => store.ReadAsync(new FindTexts(
        new(user.Id, QueryParser.Parse(q, out _)!, ConversationFilter.All, null, null, DateTime.UnixEpoch, DateTime.MaxValue), Cursor.Top, 1000));

    private void Write(SqliteSession db)
    {
        OldSchema.Add(db, user);
        OldSchema.Add(db, conversation);
        foreach (var message in messages) OldSchema.AddPlaced(db, message);
    }

    private void Write(DocumentSession db)
    {
        new AddUser(user, Some.Session(user)).Documents(db);
        db.Add(conversation);
        foreach (var message in messages) db.Messages.Insert(MessageMapping.Write(message));
    }

    private sealed class AddOldMessages(Conversation conversation, Message[] messages) : Command<bool>
    {
        internal override Guid Key => conversation.Id;

        internal override ValueTask<bool> Sql(SqlSession db)
        {
            db.Write(db.Add(conversation));
            foreach (var message in messages)
            {
                db.Write(db.Add(message));
            }

            db.Write(db.Prepare("UPDATE messages SET indexed = NULL WHERE conversation_id = @conversation").Set("@conversation", conversation.Id).ExecuteAsync());
            return new(true);
        }

        internal override bool Documents(DocumentSession db) => throw new NotSupportedException();
    }
}
