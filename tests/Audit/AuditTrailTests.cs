using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Audit;

/// <summary>What is done to accounts leaves entries, and what is refused leaves none.</summary>
public abstract class AuditTrailTests(Server server)
{
    private const string Other = "another password of theirs";

    [Fact]
    public async Task What_a_user_does_is_in_the_log()
    {
        using var admin = await server.NewAdminAsync();
        using var user = await server.NewUserAsync();
        using var nobody = server.Anonymous();
        await nobody.LoginAsync(user.Email);
        var key = await user.CreateKeyAsync("read");
        var conversation = (await user.CreateConversationAsync()).Id();
        await StatusAsync(HttpStatusCode.NoContent, user.Http.RemoveAsync($"/auth/keys/{key.Id()}"));
        await StatusAsync(HttpStatusCode.NoContent, user.Http.RemoveAsync($"/conversations/{conversation}"));
        await StatusAsync(HttpStatusCode.OK, user.Http.FetchAsync("/export"));
        await StatusAsync(HttpStatusCode.Unauthorized, nobody.PostAsync("/auth/login", new { email = user.Email, password = Other }));
        await StatusAsync(HttpStatusCode.NoContent, user.Http.PostAsync("/auth/password", new { current_password = TestUser.Password, new_password = Other }));
        await StatusAsync(HttpStatusCode.NoContent, user.Http.RequestAsync(HttpMethod.Post, "/auth/logout"));

        var entries = await admin.EntriesAsync($"user={user.Id}");

        Assert.Equal(
            ["account_created", "signed_in", "api_key_created", "api_key_deleted", "conversation_deleted", "data_exported", "sign_in_failed", "password_changed", "session_ended", "session_ended"],
            entries.Select(entry => entry.Text("kind")));
        Assert.Equal($"key {key.Id()}; read", Detail(entries, "api_key_created"));
        Assert.Equal($"conversation {conversation}", Detail(entries, "conversation_deleted"));
        Assert.Equal(Detail(entries, "signed_in"), entries[^2].Text("detail"));
        Assert.Each(entries, entry => Assert.Equal("127.0.0.1", entry.Text("source")));
        Assert.Each(entries, entry => Assert.Equal(user.Id, entry.GetProperty("user_id").GetGuid()));
    }

    [Fact]
    public async Task What_an_administrator_does_and_reads_is_in_the_log_with_both_users()
    {
        using var admin = await server.NewAdminAsync();
        using var user = await server.NewUserAsync();
        var path = $"/admin/users/{user.Id}";
        foreach (var read in new[] { "/admin/users", "/admin/node", $"{path}/usage" }) await StatusAsync(HttpStatusCode.OK, admin.Http.FetchAsync(read));
        await StatusAsync(HttpStatusCode.OK, admin.Http.PostAsync("/admin/invites", new { }));
        await StatusAsync(HttpStatusCode.OK, admin.Http.PutAsync($"{path}/quota", new { turns_per_day = 7 }));
        object[] changes = [new { role = "admin" }, new { disabled = true }, new { role = "user" }, new { disabled = false }];
        foreach (var change in changes) await StatusAsync(HttpStatusCode.OK, admin.Http.PatchAsync(path, change));
        await StatusAsync(HttpStatusCode.NoContent, admin.Http.RemoveAsync($"{path}/sessions"));
        await StatusAsync(HttpStatusCode.NoContent, admin.Http.RemoveAsync(path));

        var entries = (await admin.EntriesAsync($"user={admin.Id}")).Where(entry => entry.GetProperty("actor_id").ValueKind == JsonValueKind.String).ToArray();

        Assert.Equal(
            [
                "users_read", "node_read", "usage_read", "invite_created", "quota_changed", "role_changed", "account_disabled", "role_changed", "account_enabled",
                "sessions_ended", "account_disabled", "account_deleted", "audit_read",
            ],
            entries.Select(entry => entry.Text("kind")));
        Assert.Equal("turns_per_day 7; tokens_per_day of the settings", Detail(entries, "quota_changed"));
        Assert.Each(entries, entry => Assert.Equal(admin.Id, entry.GetProperty("actor_id").GetGuid()));
        Assert.Each(
            entries.Where(entry => entry.Text("kind") is not ("users_read" or "node_read" or "invite_created" or "audit_read")).ToArray(),
            entry => Assert.Equal(user.Id, entry.GetProperty("user_id").GetGuid()));
        // The account is gone, and its entries are there.
        Assert.Contains("account_created", (await admin.EntriesAsync($"user={user.Id}")).Select(entry => entry.Text("kind")));
    }

    [Fact]
    public async Task A_refused_request_leaves_no_entry()
    {
        await using var own = new OwnServer(server.Engine);
        using var admin = await own.NewAdminAsync();
        using var user = await own.NewUserAsync();
        await StatusAsync(HttpStatusCode.Conflict, admin.Http.PatchAsync($"/admin/users/{admin.Id}", new { role = "user" }));
        await StatusAsync(HttpStatusCode.Conflict, admin.Http.RemoveAsync($"/admin/users/{admin.Id}"));
        await StatusAsync(HttpStatusCode.NotFound, admin.Http.PutAsync($"/admin/users/{Guid.NewGuid()}/quota", new { turns_per_day = 7 }));
        await StatusAsync(HttpStatusCode.NotFound, user.Http.RemoveAsync($"/auth/sessions/{Guid.NewGuid()}"));
        await StatusAsync(HttpStatusCode.NotFound, user.Http.RemoveAsync($"/auth/keys/{Guid.NewGuid()}"));
        await StatusAsync(HttpStatusCode.NotFound, user.Http.RemoveAsync($"/conversations/{Guid.NewGuid()}"));
        await StatusAsync(HttpStatusCode.Forbidden, user.Http.FetchAsync("/admin/audit"));

        var log = await own.Services.GetRequiredService<IStore>().ReadAllAsync();

        Assert.Equal([AuditKinds.AccountCreated, AuditKinds.AccountCreated], log.Select(entry => entry.Entry.Kind));
    }

    [Fact]
    public async Task A_used_refresh_token_that_comes_back_is_in_the_log_with_its_session()
    {
        await using var own = new OwnServer(server.Engine);
        using var admin = await own.NewAdminAsync();
        using var user = await own.NewUserAsync();
        using var nobody = own.Anonymous();
        var next = await nobody.RefreshAsync(user.SignedIn);
        await nobody.RefreshAsync(next!.Value);
        Assert.Null(await nobody.RefreshAsync(user.SignedIn));

        var entry = Assert.Single(await admin.EntriesAsync("kind=session_ended"));

        var session = Detail(await admin.EntriesAsync($"user={user.Id}"), "account_created")["user; ".Length..];
        Assert.Equal($"{session}; a used refresh token came back", entry.Text("detail"));
    }

    [Fact]
    public async Task Pages_have_every_entry_once_and_a_filter_follows_the_link()
    {
        await using var own = new OwnServer(server.Engine);
        using var admin = await own.NewAdminAsync();
        var users = await Task.WhenAll(Enumerable.Range(0, 7).Select(_ => own.NewUserAsync()));

        var pages = await admin.Http.PagesAsync("/admin/audit?limit=3&kind=account_created");

        var all = pages.SelectMany(page => page).ToArray();
        Assert.Each(pages, page => Assert.InRange(page.Length, 0, 3));
        Assert.Equal(users.Append(admin).Select(user => user.Id).Order(), all.Select(entry => entry.GetProperty("user_id").GetGuid()).Order());
        var numbers = all.Select(entry => entry.GetProperty("number").GetInt64()).ToArray();
        Assert.Equal(numbers.OrderDescending(), numbers);
        foreach (var user in users) user.Dispose();
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("cursor=x")]
    [InlineData("cursor=0")]
    [InlineData("user=maya")]
    [InlineData("kind=secrets")]
    public async Task A_wrong_parameter_is_refused(string query)
    {
        using var admin = await server.NewAdminAsync();

        await StatusAsync(HttpStatusCode.BadRequest, admin.Http.FetchAsync($"/admin/audit?{query}"));
    }

    private static string Detail(JsonElement[] entries, string kind) => entries.First(entry => entry.Text("kind") == kind).Text("detail");

    private static async Task StatusAsync(HttpStatusCode expected, Task<HttpResponseMessage> request)
    {
        using var response = await request;
        Assert.Equal(expected, response.StatusCode);
    }
}

public sealed class AuditTrailOnSqlite(SqliteServer server) : AuditTrailTests(server);

public sealed class AuditTrailOnLiteDb(LiteDbServer server) : AuditTrailTests(server);

public sealed class AuditTrailOnPostgres(PostgresServer server) : AuditTrailTests(server);
