namespace SamosaChaat.Tests.Features.Conversations.ListConversations;

public abstract class ListConversationsTests(Server server)
{
    [Fact]
    public async Task Somebody_new_has_none()
    {
        using var user = await server.NewUserAsync();

        var (items, next) = await user.Http.PageAsync("/conversations");

        Assert.Empty(items);
        Assert.Null(next);
    }

    [Fact]
    public async Task The_newest_is_first_and_looks_as_it_does_by_itself()
    {
        using var user = await server.NewUserAsync();
        await user.CreateConversationAsync("First");
        var second = await user.CreateConversationAsync("Second");

        var (items, _) = await user.Http.PageAsync("/conversations");

        Assert.Equal(["Second", "First"], items.Select(c => c.Text("title")));
        Assert.Equal(second.GetRawText(), items[0].GetRawText());
    }

    [Fact]
    public async Task A_turn_brings_its_conversation_to_the_top()
    {
        using var user = await server.NewUserAsync();
        var old = await user.CreateConversationAsync("Old");
        await user.CreateConversationAsync("New");

        var answer = await user.SendAndWaitAsync(old.Id(), "Still there?");

        var (items, _) = await user.Http.PageAsync("/conversations");
        Assert.Equal(["Old", "New"], items.Select(c => c.Text("title")));
        Assert.Equal(answer.GetProperty("created_at").GetDateTime(), items[0].GetProperty("updated_at").GetDateTime(), TimeSpan.FromMilliseconds(100));
        Assert.Equal(old.GetProperty("created_at").GetDateTime(), items[0].GetProperty("created_at").GetDateTime());
    }

    [Fact]
    public async Task A_change_brings_its_conversation_to_the_top()
    {
        using var user = await server.NewUserAsync();
        var old = await user.CreateConversationAsync("Old");
        await user.CreateConversationAsync("New");

        using var patched = await user.Http.PatchAsync($"/conversations/{old.Id()}", new { title = "Renamed" });

        var (items, _) = await user.Http.PageAsync("/conversations");
        Assert.Equal(["Renamed", "New"], items.Select(c => c.Text("title")));
    }

    [Fact]
    public async Task Only_ones_own_are_listed()
    {
        using var user = await server.NewUserAsync();
        using var other = await server.NewUserAsync();
        await user.CreateConversationAsync("Mine");
        await other.CreateConversationAsync("Theirs");

        var (items, _) = await user.Http.PageAsync("/conversations");

        Assert.Equal("Mine", Assert.Single(items).Text("title"));
    }
}

public sealed class ListConversationsOnSqlite(SqliteServer server) : ListConversationsTests(server);

public sealed class ListConversationsOnLiteDb(LiteDbServer server) : ListConversationsTests(server);

public sealed class ListConversationsOnPostgres(PostgresServer server) : ListConversationsTests(server);
