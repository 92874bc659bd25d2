using System.Net;
using System.Text.Json;

namespace SamosaChaat.Tests.Features.Search.SearchConversations;

public abstract class SearchConversationsTests(Server server)
{
    [Fact]
    public async Task Titles_come_first_and_then_messages_page_by_page()
    {
        using var user = await server.NewUserAsync();
        var conversations = new List<Guid>();
        foreach (var title in new[] { "Dough", "Filling", "More dough" })
        {
            conversations.Add((await user.CreateConversationAsync(title)).Id());
            await user.SendAndWaitAsync(conversations[^1], $"The dough of {title.ToUpperInvariant()}");
        }

        string[] expected = ["More dough -", "Dough -", "More dough user", "Filling user", "Dough user"];
        Assert.Equal(expected, Told(await user.Http.PageAsync("/search?q=dough")).Where(hit => !hit.EndsWith("assistant", StringComparison.Ordinal)));
        foreach (var limit in Enumerable.Range(1, 4))
        {
            var pages = await user.Http.PagesAsync($"/search?q=dough&role=user&limit={limit}");
            Assert.Equal(expected[2..], pages.SelectMany(Told));
            Assert.Each(pages, page => Assert.True(page.Length <= limit));
            pages = await user.Http.PagesAsync($"/search?q=dough&limit={limit}");
            Assert.Equal(expected, pages.SelectMany(Told).Where(hit => !hit.EndsWith("assistant", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Filters_select_by_conversation_role_time_and_marks()
    {
        using var user = await server.NewUserAsync();
        var plain = (await user.CreateConversationAsync("Plain dough")).Id();
        await user.SendAndWaitAsync(plain, "Dough one");
        var marked = (await user.CreateConversationAsync("Marked dough")).Id();
        var answer = await user.SendAndWaitAsync(marked, "Dough two");
        using var changed = await user.Http.PatchAsync($"/conversations/{marked}", new { pinned = true, archived = true });
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        var (before, after) = ("2020-01-01T00:00:00Z", "2099-01-01T00:00:00%2B02:00");

        foreach (var (query, titles) in new (string, string[])[]
        {
            ("", ["Marked dough -", "Plain dough -", "Marked dough user", "Plain dough user"]),
            ("&role=user", ["Marked dough user", "Plain dough user"]),
            ($"&conversation={plain}", ["Plain dough -", "Plain dough user"]),
            ("&pinned=true", ["Marked dough -", "Marked dough user"]),
            ("&archived=false", ["Plain dough -", "Plain dough user"]),
            ("&pinned=false&archived=true", []),
            ($"&from={before}&to={after}&pinned=true", ["Marked dough -", "Marked dough user"]),
            ($"&from={after}", []),
            ($"&to={before}", []),
            ($"&from={answer.Text("created_at")}", []),
        })
        {
            var found = (await user.Http.PagesAsync($"/search?q=dough{query}&limit=1")).SelectMany(page => page);
            Assert.Equal(titles, Told([.. found.Where(hit => hit.GetProperty("role").GetString() != "assistant")]));
        }

        Assert.Equal(answer.Id(), (await user.GetAsync($"/search?q={answer.Text("content").Split(' ')[0]}*&role=assistant&limit=1"))[0].GetProperty("message_id").GetGuid());
    }

    [Fact]
    public async Task Only_the_owner_finds_a_text_and_only_while_it_is_there()
    {
        using var user = await server.NewUserAsync();
        using var other = await server.NewUserAsync();
        var conversation = (await user.CreateConversationAsync("Secret")).Id();
        await user.SendAndWaitAsync(conversation, "The secret word is zwiebelkuchen.");

        Assert.Empty(await FindAsync(other, "zwiebelkuchen"));
        Assert.Empty(await FindAsync(other, "secret"));
        Assert.Empty(await FindAsync(other, $"zwiebelkuchen&conversation={conversation}"));
        Assert.NotEmpty(await FindAsync(user, "zwiebelkuchen"));
        using var renamed = await user.Http.PatchAsync($"/conversations/{conversation}", new { title = "Onions" });
        Assert.Equal("Onions", (await FindAsync(user, "onions"))[0].Text("title"));
        Assert.DoesNotContain(await FindAsync(user, "secret"), hit => hit.GetProperty("role").ValueKind == JsonValueKind.Null);
        using var deleted = await user.Http.DeleteAsync(new Uri($"/conversations/{conversation}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Empty(await FindAsync(user, "zwiebelkuchen"));
        Assert.Empty(await FindAsync(user, "onions"));
    }

    [Theory]
    [InlineData("", "q", "q is required.")]
    [InlineData("?q=", "q", "q needs a word or a number to look for.")]
    [InlineData("?q=%22dough", "q", "q has a quotation mark without a second one.")]
    [InlineData("?q=a*", "q", "q has a * after less than 2 letters.")]
    [InlineData("?q=dough&limit=0", "limit", "limit must be a number from 1 to 100.")]
    [InlineData("?q=dough&limit=101", "limit", "limit must be a number from 1 to 100.")]
    [InlineData("?q=dough&cursor=x", "cursor", "cursor must come from a Link header of this server.")]
    [InlineData("?q=dough&cursor=________________________________AA", "cursor", "cursor must come from a Link header of this server.")]
    [InlineData("?q=dough&conversation=1", "conversation", "conversation must be the id of a conversation.")]
    [InlineData("?q=dough&role=system", "role", "role must be user or assistant.")]
    [InlineData("?q=dough&from=yesterday", "from", "from must be a time since 1970 such as 2026-11-24T09:30:00Z.")]
    [InlineData("?q=dough&to=2026-11-24T09:30:00", "to", "to must be a time since 1970 such as 2026-11-24T09:30:00Z.")]
    [InlineData("?q=dough&pinned=1", "pinned", "pinned must be true or false.")]
    [InlineData("?q=dough&archived=all", "archived", "archived must be true or false.")]
    public async Task A_request_that_cannot_be_answered_is_400(string query, string name, string reason)
    {
        using var user = await server.NewUserAsync();

        using var response = await user.Http.GetAsync(new Uri($"/search{query}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(reason, (await response.JsonAsync()).GetProperty("errors").GetProperty(name)[0].GetString());
    }

    [Fact]
    public async Task A_query_has_a_maximum_length()
    {
        using var user = await server.NewUserAsync();

        using var longest = await user.Http.GetAsync(new Uri($"/search?q={new string('北', 256)}", UriKind.Relative), TestContext.Current.CancellationToken);
        using var longer = await user.Http.GetAsync(new Uri($"/search?q={new string('a', 257)}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (longest.StatusCode, longer.StatusCode));
    }

    private static async Task<JsonElement[]> FindAsync(TestUser user, string query) => [.. (await user.GetAsync($"/search?q={query}")).EnumerateArray()];

    private static IEnumerable<string> Told((JsonElement[] Items, string? Next) page) => Told(page.Items);

    private static IEnumerable<string> Told(JsonElement[] hits) => hits.Select(hit => $"{hit.Text("title")} {hit.GetProperty("role").GetString() ?? "-"}");
}

public sealed class SearchConversationsOnSqlite(SqliteServer server) : SearchConversationsTests(server);

public sealed class SearchConversationsOnLiteDb(LiteDbServer server) : SearchConversationsTests(server);

public sealed class SearchConversationsOnPostgres(PostgresServer server) : SearchConversationsTests(server);
