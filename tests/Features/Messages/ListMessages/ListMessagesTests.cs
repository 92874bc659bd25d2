using System.Net;
using System.Text.Json;

namespace SamosaChaat.Tests.Features.Messages.ListMessages;

public abstract class ListMessagesTests(Server server)
{
    [Fact]
    public async Task They_are_in_the_order_in_which_they_were_said()
    {
        using var user = await server.NewUserAsync();
        var id = (await user.CreateConversationAsync()).Id();
        var answers = new List<JsonElement>();
        foreach (var question in new[] { "One?", "Two?", "Three?" }) answers.Add(await user.SendAndWaitAsync(id, question));

        var messages = await user.MessagesAsync(id);

        Assert.Equal(["user", "assistant", "user", "assistant", "user", "assistant"], messages.Select(m => m.Text("role")));
        Assert.Equal(["One?", "Two?", "Three?"], messages.Where(m => m.Text("role") == "user").Select(m => m.Text("content")));
        Assert.Equal(answers.Select(a => a.GetRawText()), messages.Where(m => m.Text("role") == "assistant").Select(m => m.GetRawText()));
    }

    [Fact]
    public async Task A_conversation_without_messages_has_an_empty_list()
    {
        using var user = await server.NewUserAsync();
        var id = (await user.CreateConversationAsync()).Id();

        Assert.Empty(await user.MessagesAsync(id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/api")]
    public async Task All_come_at_once_unless_a_limit_makes_pages(string prefix)
    {
        using var user = await server.NewUserAsync();
        var id = await ConversationWithTurnsAsync(user, 4);
        var path = $"{prefix}/conversations/{id}/messages";

        var (all, none) = await user.Http.PageAsync(path);
        var (first, next) = await user.Http.PageAsync($"{path}?limit=3");

        Assert.Equal(8, all.Length);
        Assert.Null(none);
        Assert.StartsWith($"{path}?", next, StringComparison.Ordinal);
        List<JsonElement[]> pages = [first, .. await user.Http.PagesAsync(next)];
        Assert.Equal([3, 3, 2], pages.Select(page => page.Length));
        Assert.Equal(all.Select(m => m.GetRawText()), pages.SelectMany(page => page).Select(m => m.GetRawText()));
        Assert.Equal([4, 4], (await user.Http.PagesAsync($"{path}?limit=4")).Select(page => page.Length));
    }

    [Fact]
    public async Task What_is_said_between_two_pages_comes_at_the_end()
    {
        using var user = await server.NewUserAsync();
        var id = await ConversationWithTurnsAsync(user, 2);
        var (first, next) = await user.Http.PageAsync($"/conversations/{id}/messages?limit=3");

        await user.SendAndWaitAsync(id, "One more");

        List<JsonElement[]> pages = [first, .. await user.Http.PagesAsync(next)];
        Assert.Equal((await user.MessagesAsync(id)).Select(m => m.Id()), pages.SelectMany(page => page).Select(m => m.Id()));
    }

    [Fact]
    public async Task Each_conversation_has_its_own()
    {
        using var user = await server.NewUserAsync();
        var (one, other) = (await ConversationWithTurnsAsync(user, 1), await ConversationWithTurnsAsync(user, 2));

        Assert.Equal(2, (await user.MessagesAsync(one)).Length);
        Assert.Each(await user.MessagesAsync(other), message => Assert.Equal(other, message.GetProperty("conversation_id").GetGuid()));
    }

    [Fact]
    public async Task What_the_client_holds_is_not_sent_again_until_something_is_said()
    {
        using var user = await server.NewUserAsync();
        var id = await ConversationWithTurnsAsync(user, 1);
        var path = $"/conversations/{id}/messages";
        var tag = await user.ETagAsync(path);

        using (var same = await user.GetUnlessAsync(path, tag))
        {
            Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
            Assert.Equal(tag, same.Headers.ETag?.ToString());
            Assert.Empty(await same.BytesAsync());
        }

        await user.SendAndWaitAsync(id, "Something");
        using var changed = await user.GetUnlessAsync(path, tag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(tag, changed.Headers.ETag?.ToString());
    }

    private static async Task<Guid> ConversationWithTurnsAsync(TestUser user, int turns)
    {
        var id = (await user.CreateConversationAsync()).Id();
        for (var i = 0; i < turns; i++) await user.SendAndWaitAsync(id, $"Question {i}");
        return id;
    }
}

public sealed class ListMessagesOnSqlite(SqliteServer server) : ListMessagesTests(server);

public sealed class ListMessagesOnLiteDb(LiteDbServer server) : ListMessagesTests(server);

public sealed class ListMessagesOnPostgres(PostgresServer server) : ListMessagesTests(server);
