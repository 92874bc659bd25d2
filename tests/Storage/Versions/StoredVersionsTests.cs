using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SamosaChaat.Features.Conversations.ListConversations;
using SamosaChaat.Features.Messages.ListMessages;
using SamosaChaat.Features.Search;
using SamosaChaat.Features.Search.SearchConversations;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Search;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Postgres;
using SamosaChaat.Shared.Storage.Sqlite;
using SamosaChaat.Shared.Storage.Upgrades;
using SamosaChaat.Shared.Turns.Operations;
using Cursor = SamosaChaat.Features.Conversations.Cursor;

namespace SamosaChaat.Tests.Storage.Versions;

/// <summary>A store of each version that ever landed opens, has all that it had, and goes on.</summary>
public sealed class StoredVersionsTests
{
    private static readonly string[] Engines = [StorageOptions.Sqlite, StorageOptions.LiteDb, StorageOptions.Postgres];

    private const int FirstWithNodes = 2;

    public static TheoryData<string, int> All => [.. Engines.SelectMany(engine => StoreOfVersion.Of(engine).Select(version => (engine, version)))];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_store_of_any_version_has_what_it_had_and_goes_on(string engine, int version)
    {
        using var store = new TempStore(engine);
        var stored = new StoreOfVersion(engine, version).PutInto(store);
        store.Reopen();

        foreach (var user in stored.Users) await HasAllAsync(store, user);
        if (engine == StorageOptions.Postgres) RemoveNodes(store, version);
        var cut = Assert.Single(await store.ReadAsync(new ReadUnfinishedTurns(10)));
        Assert.Equal(stored.Running, cut.Turn.Id);
        await GoesOnAsync(store, stored.Users[0], cut);
        await FindsAsync(store, stored.Users[0]);
        store.Close();
        IsWhole(engine, store.File);
        Assert.Equal(
            engine != StorageOptions.Postgres && version < ChatSchema.Migrations.NewestOf(engine),
            File.Exists(UpgradeCopies.FileOf(store.File, version)));
    }

    /// <summary>A dump also has the node that ran the turn. A server removes it when it has not come back for as long as a lease.</summary>
    private static void RemoveNodes(TempStore store, int version)
    {
        using var nodes = new NodeTable(((PostgresEngine)store.Store.Engine).Connections, TimeSpan.FromSeconds(1));
        Assert.Equal(version < FirstWithNodes ? 0 : 1, nodes.Reap(Guid.Empty));
    }

    private static async Task HasAllAsync(TempStore store, StoredUser user)
    {
        Assert.Equal(user.Email, (await store.ReadAsync(new FindUser(user.Id)))?.Email);
        var conversations = await store.ReadAsync(new PageOfConversations(user.Id, Cursor.Top, 100, ConversationFilter.NotArchived));
        SameJson(user.Conversations, conversations.Told()!.Json);
        Assert.NotEmpty(user.Messages);
        foreach (var (conversation, messages) in user.Messages)
        {
            SameJson(messages, (await store.ReadAsync(new PageOfMessages(user.Id, conversation, -1, 1_000))).Told()!.Json);
        }
    }

    private static async Task GoesOnAsync(TempStore store, StoredUser user, UnfinishedTurn cut)
    {
        var owner = Some.User() with { Id = user.Id };
        var conversation = Some.Conversation(owner) with { Id = cut.Turn.ConversationId };
        var ended = await store.WriteAsync(Some.Finish(cut.Question, Some.Answer(conversation.Id, cut.Question.Sequence + 1, "The end.")));
        Assert.True(ended.Found);
        var next = await store.WriteAsync(Some.Begin(owner, conversation, Guid.CreateVersion7(), "And then, zanzibar?"));
        Assert.Equal(StartTurnStatus.Started, next.Status);
        await store.WriteAsync(Some.Finish(next.Question!, Some.Answer(conversation.Id, next.Question!.Sequence + 1, "A new answer.")));
        Assert.Equal(["The end.", "And then, zanzibar?", "A new answer."], (await store.MessagesAsync(conversation.Id))[^3..].Select(message => message.Content));
    }

    /// <summary>Old and new messages are found by their words.</summary>
    private static async Task FindsAsync(TempStore store, StoredUser user)
    {
        await new Indexing(store, Options.Create(new StorageOptions()), NullLogger<Indexing>.Instance).RunAsync(TestContext.Current.CancellationToken);
        foreach (var word in new[] { "zanzibar", "cardamom" })
        {
            var filter = new SearchFilter(user.Id, QueryParser.Parse(word, out _)!, ConversationFilter.All, null, null, DateTime.UnixEpoch, DateTime.MaxValue);
            Assert.NotEmpty((await store.ReadAsync(new FindTexts(filter, SamosaChaat.Features.Search.SearchConversations.Cursor.Top, 10))).Hits);
        }
    }

    private static void IsWhole(string engine, string file)
    {
        if (engine == StorageOptions.Sqlite) Assert.Empty(SqliteInspection.Faults(file, SqlMigrations.Sqlite.Count, quick: false));
        if (engine == StorageOptions.LiteDb) Assert.Empty(LiteDbInspection.Faults(file));
    }

    private static void SameJson(JsonElement expected, string found) =>
        Assert.True(JsonElement.DeepEquals(expected, JsonElement.Parse(found)), $"{expected.GetRawText()}\n{found}");
}
