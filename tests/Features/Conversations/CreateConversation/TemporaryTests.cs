using System.Net;

namespace SamosaChaat.Tests.Features.Conversations.CreateConversation;

/// <summary>A temporary conversation is used by its id, and is in nothing that shows all of a user's conversations.</summary>
public abstract class TemporaryTests(Server server)
{
    [Fact]
    public async Task It_is_in_no_list_no_search_and_no_export_until_it_is_kept()
    {
        using var user = await server.NewUserAsync();
        var id = await CreateAsync(user);
        await user.SendAndWaitAsync(id, "How long does the courgette rest?");
        string[] lists = ["/conversations?archived=all", "/conversations?pinned=false", "/search?q=courgette", "/search?q=zucchini"];

        foreach (var list in lists) Assert.Equal("[]", (await user.GetAsync(list)).GetRawText());
        Assert.DoesNotContain($"{id}", await ExportAsync(user), StringComparison.Ordinal);
        Assert.Equal(2, (await user.MessagesAsync(id)).Length);
        Assert.True((await user.GetAsync($"/conversations/{id}?include=temporary")).GetProperty("temporary").GetBoolean());
        Assert.False((await user.GetAsync($"/conversations/{id}")).TryGetProperty("temporary", out _));

        using var kept = await user.Http.PatchAsync($"/conversations/{id}", new { temporary = false });
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        foreach (var list in lists) Assert.Equal(1, (await user.GetAsync(list)).GetArrayLength());
        Assert.Contains($"{id}", await ExportAsync(user), StringComparison.Ordinal);
        Assert.False((await user.GetAsync("/conversations?include=temporary"))[0].GetProperty("temporary").GetBoolean());
        using var again = await user.Http.PatchAsync($"/conversations/{id}", new { temporary = true });
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
    }

    [Fact]
    public async Task Its_deletion_is_final_its_fork_is_temporary_and_a_pin_keeps_it()
    {
        using var user = await server.NewUserAsync();
        var id = await CreateAsync(user);
        var answer = await user.SendAndWaitAsync(id, "Hello?");
        using var forked = await user.Http.PostAsync($"/conversations/{id}/fork", new { message = answer.Id() });
        var fork = (await forked.JsonAsync()).Id();

        using var deleted = await user.Http.RemoveAsync($"/conversations/{id}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal("[]", (await user.GetAsync("/trash")).GetRawText());
        Assert.Equal("[]", (await user.GetAsync("/conversations?archived=all")).GetRawText());
        using var pinned = await user.Http.PatchAsync($"/conversations/{fork}", new { pinned = true });
        Assert.Equal(HttpStatusCode.OK, pinned.StatusCode);
        Assert.Equal(fork, Assert.Single((await user.GetAsync("/conversations?pinned=true")).EnumerateArray()).Id());
    }

    private static async Task<Guid> CreateAsync(TestUser user)
    {
        using var created = await user.Http.PostAsync("/conversations", new { title = "Zucchini", model_tag = "demo", temporary = true });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        return (await created.JsonAsync()).Id();
    }

    private static Task<string> ExportAsync(TestUser user) => user.Http.GetStringAsync(new Uri("/export", UriKind.Relative));
}

public sealed class TemporaryOnSqlite(SqliteServer server) : TemporaryTests(server);

public sealed class TemporaryOnLiteDb(LiteDbServer server) : TemporaryTests(server);

public sealed class TemporaryOnPostgres(PostgresServer server) : TemporaryTests(server);
