using System.Net;
using System.Text.Json;

namespace SamosaChaat.Tests.Features.Conversations.UpdateConversation;

public abstract class UpdateConversationTests(Server server)
{
    [Fact]
    public async Task Only_the_title_changes_if_only_the_title_is_given() =>
        await ChangesAsync(new { title = "After" }, title: "After", modelTag: "before-model");

    [Fact]
    public async Task Only_the_model_changes_if_only_the_model_is_given() =>
        await ChangesAsync(new { model_tag = "after-model" }, title: "Before", modelTag: "after-model");

    [Fact]
    public async Task Both_change_if_both_are_given() =>
        await ChangesAsync(new { title = "After", model_tag = "after-model" }, title: "After", modelTag: "after-model");

    [Fact]
    public async Task An_empty_body_changes_nothing_not_even_the_time()
    {
        using var user = await server.NewUserAsync();
        var created = await user.CreateConversationAsync();
        var path = $"/conversations/{created.Id()}";

        using var response = await user.Http.PatchAsync(path, new { });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(created.GetRawText(), (await response.JsonAsync()).GetRawText());
        Assert.Equal(created.GetRawText(), (await user.GetAsync(path)).GetRawText());
    }

    [Theory]
    [InlineData("""{"pinned":true}""", true, false)]
    [InlineData("""{"archived":true}""", false, true)]
    [InlineData("""{"pinned":true,"archived":true}""", true, true)]
    [InlineData("""{"pinned":false,"archived":false}""", false, false)]
    public async Task A_pinned_or_archived_conversation_stays_where_it_is_in_time(string change, bool pinned, bool archived)
    {
        using var user = await server.NewUserAsync();
        var created = await user.CreateConversationAsync("Old");
        await user.CreateConversationAsync("New");
        var path = $"/conversations/{created.Id()}";

        using var response = await user.Http.PatchAsync(path, JsonElement.Parse(change));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(created.GetRawText(), (await response.JsonAsync()).GetRawText());
        Assert.Equal(created.GetRawText(), (await user.GetAsync(path)).GetRawText());
        var after = await user.GetAsync($"{path}?include=pinned,archived");
        Assert.Equal((pinned, archived), (after.GetProperty("pinned").GetBoolean(), after.GetProperty("archived").GetBoolean()));
        var (items, _) = await user.Http.PageAsync("/conversations?archived=all");
        Assert.Equal(["New", "Old"], items.Select(c => c.Text("title")));
    }

    [Fact]
    public async Task What_is_not_given_keeps_its_value_and_a_new_title_moves_the_time()
    {
        using var user = await server.NewUserAsync();
        var created = await user.CreateConversationAsync("Before");
        var path = $"/conversations/{created.Id()}";

        using var pinned = await user.Http.PatchAsync(path, new { pinned = true });
        using var renamed = await user.Http.PatchAsync(path, new { title = "After", archived = true });

        var after = await user.GetAsync($"{path}?include=pinned,archived");
        Assert.Equal(("After", true, true), (after.Text("title"), after.GetProperty("pinned").GetBoolean(), after.GetProperty("archived").GetBoolean()));
        Assert.True(Time(after, "updated_at") > Time(created, "updated_at"));
    }

    [Theory]
    [InlineData("""{"pinned":null}""")]
    [InlineData("""{"archived":"yes"}""")]
    [InlineData("""{"title":"After","pinned":1}""")]
    public async Task A_bad_value_is_400_and_changes_nothing(string change)
    {
        using var user = await server.NewUserAsync();
        var created = await user.CreateConversationAsync();
        var path = $"/conversations/{created.Id()}";

        using var response = await user.Http.PatchAsync(path, JsonElement.Parse(change));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(created.GetRawText(), (await user.GetAsync(path)).GetRawText());
    }

    [Fact]
    public async Task A_new_model_answers_from_the_next_message_on()
    {
        using var user = await server.NewUserAsync();
        var id = (await user.CreateConversationAsync(modelTag: "first-model")).Id();
        var first = await user.SendAndWaitAsync(id, "Who are you?");

        using var response = await user.Http.PatchAsync($"/conversations/{id}", new { model_tag = "second-model" });
        var second = await user.SendAndWaitAsync(id, "And now?");

        Assert.Equal(["first-model", "second-model"], new[] { first, second }.Select(m => m.Text("model_tag")));
        Assert.Equal(
            ["first-model", "first-model", "second-model", "second-model"],
            (await user.MessagesAsync(id)).Select(m => m.Text("model_tag")));
    }

    [Fact]
    public async Task A_missing_conversation_is_404_also_for_an_empty_body()
    {
        using var user = await server.NewUserAsync();

        foreach (var body in new object[] { new { title = "After" }, new { } })
        {
            using var response = await user.Http.PatchAsync($"/conversations/{Guid.NewGuid()}", body);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    private async Task ChangesAsync(object body, string title, string modelTag)
    {
        using var user = await server.NewUserAsync();
        var before = await user.CreateConversationAsync("Before", "before-model");
        var path = $"/conversations/{before.Id()}";

        using var response = await user.Http.PatchAsync(path, body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var after = await response.JsonAsync();
        Assert.Equal(title, after.Text("title"));
        Assert.Equal(modelTag, after.Text("model_tag"));
        Assert.True(Time(after, "updated_at") > Time(before, "updated_at"));
        Assert.Equal(Time(before, "created_at"), Time(after, "created_at"));
        Assert.Equal(after.GetRawText(), (await user.GetAsync(path)).GetRawText());
    }

    private static DateTime Time(JsonElement conversation, string property) => conversation.GetProperty(property).GetDateTime();
}

public sealed class UpdateConversationOnSqlite(SqliteServer server) : UpdateConversationTests(server);

public sealed class UpdateConversationOnLiteDb(LiteDbServer server) : UpdateConversationTests(server);

public sealed class UpdateConversationOnPostgres(PostgresServer server) : UpdateConversationTests(server);
