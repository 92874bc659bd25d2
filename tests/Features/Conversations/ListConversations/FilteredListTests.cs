using System.Net;
using System.Text.Json;

namespace SamosaChaat.Tests.Features.Conversations.ListConversations;

/// <summary>Pinned and archived conversations in lists.</summary>
public abstract class FilteredListTests(Server server)
{
    [Fact]
    public async Task Archived_conversations_are_listed_only_if_a_request_asks_for_them()
    {
        using var user = await server.NewUserAsync();
        await CreateAsync(user, "Plain", "Pinned", "Archived", "Both");

        foreach (var (query, titles) in new (string, string[])[]
        {
            ("", ["Pinned", "Plain"]),
            ("?archived=false", ["Pinned", "Plain"]),
            ("?archived=true", ["Both", "Archived"]),
            ("?archived=all", ["Both", "Archived", "Pinned", "Plain"]),
            ("?pinned=true", ["Pinned"]),
            ("?pinned=false", ["Plain"]),
            ("?pinned=true&archived=all", ["Both", "Pinned"]),
            ("?pinned=false&archived=all", ["Archived", "Plain"]),
            ("?pinned=true&archived=true", ["Both"]),
            ("?pinned=false&archived=true", ["Archived"]),
        })
        {
            Assert.Equal(titles, Titles(await user.Http.PagesAsync($"/conversations{query}")));
            // The next page has the same filter.
            var small = await user.Http.PagesAsync($"/conversations{query}{(query == "" ? "?" : "&")}limit=1");
            Assert.Equal(titles, Titles(small));
            Assert.Equal(titles.Length, small.Count);
        }
    }

    [Fact]
    public async Task A_list_has_the_contracts_properties_and_those_that_are_included()
    {
        using var user = await server.NewUserAsync();
        await CreateAsync(user, "Both");
        string[] contract = ["id", "user_id", "title", "model_tag", "created_at", "updated_at"];

        foreach (var (include, more) in new (string, string[])[]
        {
            ("", []), ("&include=pinned", ["pinned"]), ("&include=archived", ["archived"]), ("&include=archived,pinned", ["pinned", "archived"]),
        })
        {
            var found = Assert.Single((await user.GetAsync($"/conversations?archived=all{include}")).EnumerateArray());

            Assert.Equal([.. contract, .. more], found.EnumerateObject().Select(property => property.Name));
            Assert.Equal(more.Length, more.Count(name => found.GetProperty(name).GetBoolean()));
            Assert.Equal(found.GetRawText(), (await user.GetAsync($"/conversations/{found.Id()}?{include.TrimStart('&')}")).GetRawText());
        }
    }

    [Fact]
    public async Task A_next_page_includes_what_the_first_one_includes()
    {
        using var user = await server.NewUserAsync();
        await CreateAsync(user, "Pinned", "Plain");

        var pages = await user.Http.PagesAsync("/conversations?limit=1&include=pinned");

        Assert.Equal([false, true], pages.Select(page => Assert.Single(page).GetProperty("pinned").GetBoolean()));
    }

    [Theory]
    [InlineData("archived=yes", "archived")]
    [InlineData("archived=", "archived")]
    [InlineData("archived=True", "archived")]
    [InlineData("pinned=all", "pinned")]
    [InlineData("pinned=1", "pinned")]
    [InlineData("include=title", "include")]
    [InlineData("include=pinned,", "include")]
    [InlineData("include=", "include")]
    public async Task A_value_that_is_unknown_is_400(string query, string name)
    {
        using var user = await server.NewUserAsync();

        using var response = await user.Http.FetchAsync($"/conversations?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(name, Assert.Single((await response.JsonAsync()).GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task A_turn_in_an_archived_conversation_leaves_it_archived()
    {
        using var user = await server.NewUserAsync();
        var archived = await CreateAsync(user, "Archived", "Both");

        await user.SendAndWaitAsync(archived[0], "Still there?");

        var (items, _) = await user.Http.PageAsync("/conversations?archived=true");
        Assert.Equal(archived, items.Select(c => c.Id()));
        Assert.Empty((await user.Http.PageAsync("/conversations")).Items);
    }

    /// <summary>Creates conversations that are what their titles say.</summary>
    private static async Task<Guid[]> CreateAsync(TestUser user, params string[] titles)
    {
        var ids = new List<Guid>();
        foreach (var title in titles)
        {
            ids.Add((await user.CreateConversationAsync(title)).Id());
            if (title == "Plain") continue;
            using var changed = await user.Http.PatchAsync(
                $"/conversations/{ids[^1]}", new { pinned = title is "Pinned" or "Both", archived = title is "Archived" or "Both" });
            Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        }

        return [.. ids];
    }

    private static IEnumerable<string> Titles(List<JsonElement[]> pages) => pages.SelectMany(page => page).Select(c => c.Text("title"));
}

public sealed class FilteredListOnSqlite(SqliteServer server) : FilteredListTests(server);

public sealed class FilteredListOnLiteDb(LiteDbServer server) : FilteredListTests(server);

public sealed class FilteredListOnPostgres(PostgresServer server) : FilteredListTests(server);
