using System.Net;
using System.Text.Json;

namespace SamosaChaat.Tests.Features.Conversations.ListConversations;

public abstract class PagesOfConversationsTests(Server server)
{
    [Fact]
    public async Task A_page_has_50_unless_up_to_200_are_asked_for()
    {
        using var user = await server.NewUserAsync();
        await CreateAsync(user, 201);

        Assert.Equal([50, 50, 50, 50, 1], (await user.Http.PagesAsync("/conversations")).Select(page => page.Length));
        Assert.Equal([200, 1], (await user.Http.PagesAsync("/conversations?limit=200")).Select(page => page.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/api")]
    public async Task Following_the_links_gives_every_conversation_once_and_in_order(string prefix)
    {
        using var user = await server.NewUserAsync();
        var created = await CreateAsync(user, 12);

        // Pages of 5, 5 and 2; then of 6 and 6, where the last one is full and no empty one follows it.
        foreach (var (limit, sizes) in new (int, int[])[] { (5, [5, 5, 2]), (6, [6, 6]) })
        {
            var (first, next) = await user.Http.PageAsync($"{prefix}/conversations?limit={limit}");
            Assert.StartsWith($"{prefix}/conversations?", next, StringComparison.Ordinal);
            List<JsonElement[]> pages = [first, .. await user.Http.PagesAsync(next)];

            Assert.Equal(sizes, pages.Select(page => page.Length));
            Assert.Equal(NewestFirst(created), pages.SelectMany(page => page).Select(c => c.Id()));
        }
    }

    [Fact]
    public async Task Pages_stay_right_when_the_list_changes_between_them()
    {
        using var user = await server.NewUserAsync();
        var order = NewestFirst(await CreateAsync(user, 9));
        var (first, next) = await user.Http.PageAsync("/conversations?limit=3");
        Assert.Equal(order[..3], first.Select(c => c.Id()));

        // The one that the cursor stands on goes, one of a later page goes, and one of a later page moves to the top.
        foreach (var gone in new[] { order[2], order[4] })
        {
            using var deleted = await user.Http.RemoveAsync($"/conversations/{gone}");
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        }

        await user.SendAndWaitAsync(order[6], "To the top");

        var rest = await user.Http.PagesAsync(next);
        Assert.Equal([order[3], order[5], order[7], order[8]], rest.SelectMany(page => page).Select(c => c.Id()));
        var (now, _) = await user.Http.PageAsync("/conversations");
        Assert.Equal([order[6], order[0], order[1], order[3], order[5], order[7], order[8]], now.Select(c => c.Id()));
    }

    /// <summary>In bursts of parallel requests, so that some fall into one millisecond.</summary>
    private static async Task<JsonElement[]> CreateAsync(TestUser user, int count)
    {
        var created = new List<JsonElement>();
        foreach (var burst in Enumerable.Range(0, count).Chunk(20)) created.AddRange(await Task.WhenAll(burst.Select(i => user.CreateConversationAsync($"No. {i}"))));
        return [.. created];
    }

    private static Guid[] NewestFirst(JsonElement[] conversations) =>
        [.. conversations.OrderByDescending(c => c.GetProperty("updated_at").GetDateTime()).ThenByDescending(c => c.Text("id"), StringComparer.Ordinal).Select(c => c.Id())];
}

public sealed class PagesOfConversationsOnSqlite(SqliteServer server) : PagesOfConversationsTests(server);

public sealed class PagesOfConversationsOnLiteDb(LiteDbServer server) : PagesOfConversationsTests(server);

public sealed class PagesOfConversationsOnPostgres(PostgresServer server) : PagesOfConversationsTests(server);
