using System.Net;

namespace SamosaChaat.Tests.Features.Conversations.CreateConversation;

public abstract class CreateConversationTests(Server server)
{
    [Fact]
    public async Task A_new_conversation_is_answered_as_it_is_stored()
    {
        using var user = await server.NewUserAsync();

        var created = await user.CreateConversationAsync("Dough", "demo");

        Assert.Equal(user.Id, created.GetProperty("user_id").GetGuid());
        Assert.Equal("Dough", created.Text("title"));
        Assert.Equal("demo", created.Text("model_tag"));
        var read = await user.GetAsync($"/conversations/{created.Id()}");
        Assert.Equal(created.GetRawText(), read.GetRawText());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/api")]
    public async Task Its_location_is_where_it_was_asked_for(string prefix)
    {
        using var user = await server.NewUserAsync();

        using var response = await user.Http.PostAsync($"{prefix}/conversations", new { title = "Filling", model_tag = "demo" });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var created = await response.JsonAsync();
        Assert.Equal($"{prefix}/conversations/{created.Id()}", response.Headers.Location?.OriginalString);
        var read = await user.GetAsync(response.Headers.Location!.OriginalString);
        Assert.Equal(created.GetRawText(), read.GetRawText());
    }

    [Fact]
    public async Task One_too_many_is_409_until_another_one_is_deleted()
    {
        // Enough for several that are not counted.
        const int Most = 35;
        await using var small = new OwnServer(server.Engine, ("Limits:ConversationsPerUser", $"{Most}"));
        using var user = await small.NewUserAsync();
        using var other = await small.NewUserAsync();
        var first = await user.CreateConversationAsync();
        for (var i = 1; i < Most; i++) await user.CreateConversationAsync();

        using var refused = await user.Http.PostAsync("/conversations", new { title = "Dough", model_tag = "demo" });

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        await other.CreateConversationAsync();
        using var deleted = await user.Http.RemoveAsync($"/conversations/{first.Id()}");
        await user.CreateConversationAsync();
    }

    [Fact]
    public async Task The_same_id_is_the_same_conversation_and_another_users_is_409()
    {
        await using var small = new OwnServer(server.Engine, ("Limits:ConversationsPerUser", "1"));
        using var user = await small.NewUserAsync();
        using var other = await small.NewUserAsync();
        var conversation = new { id = Guid.NewGuid(), title = "Dough", model_tag = "demo" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => user.Http.PostAsync("/conversations", conversation)));
        using var renamed = await user.Http.PatchAsync($"/conversations/{conversation.id}", new { title = "Filling" });
        using var again = await user.Http.PostAsync("/conversations", conversation);
        using var taken = await other.Http.PostAsync("/conversations", conversation);
        using var nil = await user.Http.PostAsync("/conversations", conversation with { id = Guid.Empty });

        foreach (var answer in answers)
        {
            using var created = answer;
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
            Assert.Equal(conversation.id, (await created.JsonAsync()).Id());
        }

        Assert.Equal((await user.GetAsync($"/conversations/{conversation.id}")).GetRawText(), (await again.JsonAsync()).GetRawText());
        Assert.Equal("Filling", Assert.Single((await user.GetAsync("/conversations")).EnumerateArray()).Text("title"));
        Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        Assert.Empty((await other.GetAsync("/conversations")).EnumerateArray());
        Assert.Equal(HttpStatusCode.BadRequest, nil.StatusCode);
    }

    [Fact]
    public async Task Its_id_is_a_UUIDv7_and_its_times_are_one_and_UTC()
    {
        using var user = await server.NewUserAsync();

        var created = await user.CreateConversationAsync();

        Assert.Equal(7, created.Id().Version);
        Assert.Equal(created.Text("created_at"), created.Text("updated_at"));
        Assert.EndsWith("Z", created.Text("created_at"), StringComparison.Ordinal);
        Assert.Equal(DateTime.UtcNow, created.GetProperty("created_at").GetDateTime(), TimeSpan.FromMinutes(1));
    }
}

public sealed class CreateConversationOnSqlite(SqliteServer server) : CreateConversationTests(server);

public sealed class CreateConversationOnLiteDb(LiteDbServer server) : CreateConversationTests(server);

public sealed class CreateConversationOnPostgres(PostgresServer server) : CreateConversationTests(server);
