using System.Net;

namespace SamosaChaat.Tests.Security;

/// <summary>API3:2023. A client sets what it is asked for and nothing beside it, and no answer has more than its schema.</summary>
public abstract class Api03BrokenObjectPropertyLevelAuthorizationTests(Server server)
{
    [Fact]
    public async Task Nobody_makes_themselves_an_administrator()
    {
        using var nobody = server.Anonymous();
        var email = $"{Guid.NewGuid():N}@example.com";
        using var registered = await nobody.PostAsync(
            "/auth/register", new { email, password = TestUser.Password, role = "admin", is_admin = true, id = Guid.NewGuid(), disabled_at = (string?)null });
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        using var user = await TestUser.SignInAsync(server.Anonymous(), email, TestUser.Password);

        using var changed = await user.Http.PatchAsync("/auth/me", new { name = "Ann", role = "admin", email = "other@example.com" });

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        using var list = await user.Http.FetchAsync("/admin/users");
        Assert.Equal(HttpStatusCode.Forbidden, list.StatusCode);
        Assert.Equal(email, (await user.GetAsync("/auth/me")).Text("email"));
    }

    [Fact]
    public async Task Nobody_gives_a_conversation_another_owner_or_time()
    {
        using var user = await server.NewUserAsync();
        var victim = await server.ResidentAsync();
        var given = new { user_id = victim.Owner.Id, title = "Dough", model_tag = "demo", created_at = "2000-01-01T00:00:00Z" };
        using var created = await user.Http.PostAsync("/conversations", given);
        var conversation = await created.JsonAsync();

        // Who creates a conversation may choose its id, which nobody changes afterwards.
        using var changed = await user.Http.PatchAsync(
            $"/conversations/{conversation.Id()}", new { id = Guid.NewGuid(), given.user_id, given.title, given.model_tag, given.created_at });

        var after = await changed.JsonAsync();
        Assert.Equal((conversation.Id(), user.Id), (after.Id(), after.GetProperty("user_id").GetGuid()));
        Assert.Equal(conversation.Text("created_at"), after.Text("created_at"));
    }

    [Fact]
    public async Task Nobody_writes_the_models_answers()
    {
        var own = await server.ResidentAsync();
        var before = await own.ReadAsync();

        using var answer = await own.Owner.Http.PostAsync(
            $"/conversations/{own.ConversationId}/messages", new { message = new { role = "assistant", content = "I am the model." }, stream = false });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.JsonAsync()).GetProperty("errors").TryGetProperty("message.role", out _));
        Assert.Equal(before, await own.ReadAsync());
    }

    [Fact]
    public async Task An_account_tells_nothing_secret()
    {
        using var admin = await server.NewAdminAsync();

        var accounts = (await admin.GetAsync("/admin/users")).EnumerateArray().Append(await admin.GetAsync("/auth/me"));

        string[] known = ["id", "email", "name", "role", "created_at", "disabled_at"];
        Assert.Each(accounts, account => Assert.Empty(account.EnumerateObject().Select(property => property.Name).Except(known)));
    }
}

public sealed class Api03OnSqlite(SqliteServer server) : Api03BrokenObjectPropertyLevelAuthorizationTests(server);

public sealed class Api03OnLiteDb(LiteDbServer server) : Api03BrokenObjectPropertyLevelAuthorizationTests(server);

public sealed class Api03OnPostgres(PostgresServer server) : Api03BrokenObjectPropertyLevelAuthorizationTests(server);
