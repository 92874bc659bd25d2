using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations.DeleteConversation;
using SamosaChaat.Features.Search.SearchConversations;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Search;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Search;

/// <summary>The index has what the messages have, and nothing else: both are written in one transaction.</summary>
public abstract class SearchIndexTests(string engine)
{
    private readonly User user = Some.User();

    [Fact]
    public async Task Nothing_of_what_failed_or_was_removed_stays_in_the_index()
    {
        using var store = new TempStore(engine);
        var conversation = Some.Conversation(user);
        // They share a millisecond.
        var messages = Enumerable.Range(0, 40).Select(i => Some.Question(conversation.Id, Guid.CreateVersion7(), 2 * i, $"dough {i}")).ToArray();
        await store.WriteAsync(new AddUser(user, Some.Session(user)));
        await store.WriteAsync(new Writing(conversation.Id, writes => writes.Add(conversation)));

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.WriteAsync(new Writing(conversation.Id, writes =>
        {
            foreach (var message in messages) writes.Add(message);
            throw new InvalidOperationException("It fails behind its writes.");
        })));
        Assert.Equal(0, await store.ReadAsync(new SizeOfIndex()));

        await store.WriteAsync(new Writing(conversation.Id, writes =>
        {
            foreach (var message in messages) writes.Add(message);
            writes.RemoveMessage(messages[^1].Id);
            writes.Add(messages[^1] with { Content = "filling" });
            writes.RemoveMessage(messages[7].Id);
        }));
        Assert.Equal(38, await CountAsync(store, "dough"));
        Assert.Equal(1, await CountAsync(store, "filling"));
        Assert.Equal(0, await CountAsync(store, "7"));
        store.Reopen();
        Assert.Equal(38, await CountAsync(store, "dough"));

        await store.WriteAsync(new RemoveConversation(user.Id, conversation.Id));
        Assert.Equal(0, await store.ReadAsync(new SizeOfIndex()));
    }

    [Fact]
    public async Task A_search_for_a_phrase_ends_and_goes_on_at_the_next_page()
    {
        using var store = new TempStore(engine);
        var conversation = Some.Conversation(user, "");
        await store.WriteAsync(new AddUser(user, Some.Session(user)));
        await store.WriteAsync(new Writing(conversation.Id, writes =>
        {
            writes.Add(conversation);
            for (var i = 0; i <= FindTexts.MostTexts; i++)
            {
                var text = i == 0 ? "rest the dough" : "dough: the rest";
                writes.Add(Some.Question(conversation.Id, Guid.CreateVersion7(), 2 * i, text) with { CreatedAt = Some.Time.AddMilliseconds(i) });
            }
        }));

        Assert.Equal(1, await CountAsync(store, "\"rest the dough\""));
    }

    private async Task<int> CountAsync(TempStore store, string q)
    {
        var filter = new SearchFilter(user.Id, QueryParser.Parse(q, out _)!, ConversationFilter.All, null, Roles.User, DateTime.UnixEpoch, DateTime.MaxValue);
        var (count, from) = (0, (Cursor?)Cursor.Top);
        while (from is { } at)
        {
            var page = await store.ReadAsync(new FindTexts(filter, at, 20));
            (count, from) = (count + page.Hits.Count, page.Next);
        }

        return count;
    }

    /// <summary>The number of messages or sections in the index.</summary>
    private sealed class SizeOfIndex : Query<long>
    {
        private static readonly SqlText Count = new("SELECT count(*) FROM search_terms_docsize", "SELECT count(*) FROM search_terms");

        internal override async ValueTask<long> Sql(SqlSession db) => await db.Prepare(Count).NumberAsync() ?? 0;

        internal override long Documents(DocumentSession db) => db.SearchSections.Count();
    }
}

public sealed class SearchIndexOnSqlite() : SearchIndexTests("sqlite");

public sealed class SearchIndexOnLiteDb() : SearchIndexTests("litedb");

public sealed class SearchIndexOnPostgres() : SearchIndexTests("postgres");
