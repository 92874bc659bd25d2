using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Removal;

namespace SamosaChaat.Tests.Features.Admin;

/// <summary>What administrators may do with accounts, and what not.</summary>
public abstract class AdminTests(Server server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_role_counts_for_the_next_request_with_the_same_token()
    {
        using var admin = await server.NewAdminAsync();
        using var user = await server.NewUserAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await ListAsync(user));
        Assert.Equal(HttpStatusCode.OK, await ChangeAsync(admin, user, new { role = "admin" }));
        Assert.Equal(HttpStatusCode.OK, await ListAsync(user));
        Assert.Equal(HttpStatusCode.OK, await ChangeAsync(admin, user, new { role = "user" }));
        Assert.Equal(HttpStatusCode.Forbidden, await ListAsync(user));
    }

    [Fact]
    public async Task A_disabled_account_is_refused_with_every_credential_until_it_is_enabled()
    {
        using var admin = await server.NewAdminAsync();
        using var user = await server.NewUserAsync();
        using var nobody = server.Anonymous();
        Assert.Equal(HttpStatusCode.OK, await nobody.StatusOfAsync(user.SignedIn));

        Assert.Equal(HttpStatusCode.OK, await ChangeAsync(admin, user, new { disabled = true }));

        Assert.Equal(HttpStatusCode.Unauthorized, await nobody.StatusOfAsync(user.SignedIn));
        Assert.Null(await nobody.RefreshAsync(user.SignedIn));
        Assert.Equal(HttpStatusCode.Forbidden, await LoginAsync(nobody, user, TestUser.Password));
        Assert.Equal(HttpStatusCode.Unauthorized, await LoginAsync(nobody, user, "not the password"));

        Assert.Equal(HttpStatusCode.OK, await ChangeAsync(admin, user, new { disabled = false }));

        Assert.Equal(HttpStatusCode.OK, await LoginAsync(nobody, user, TestUser.Password));
        Assert.Equal(HttpStatusCode.Unauthorized, await nobody.StatusOfAsync(user.SignedIn));
    }

    [Fact]
    public async Task The_last_administrator_stays_one_whoever_tries_and_however()
    {
        await using var own = new OwnServer(server.Engine);
        using var admin = await own.NewAdminAsync();
        using var other = await own.NewAdminAsync();
        Assert.Equal(HttpStatusCode.OK, await ChangeAsync(admin, other, new { disabled = true }));

        Assert.Equal(HttpStatusCode.Conflict, await ChangeAsync(admin, admin, new { role = "user" }));
        Assert.Equal(HttpStatusCode.Conflict, await ChangeAsync(admin, admin, new { disabled = true }));
        using var delete = await admin.Http.RemoveAsync($"/admin/users/{admin.Id}");
        Assert.Equal(HttpStatusCode.Conflict, delete.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await ListAsync(admin));
    }

    [Fact]
    public async Task Of_administrators_who_demote_each_other_at_once_one_is_left()
    {
        await using var own = new OwnServer(server.Engine);
        var admins = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => own.NewAdminAsync()));

        await Task.WhenAll(admins.Select((admin, i) => ChangeAsync(admin, admins[(i + 1) % admins.Length], new { role = "user" })));
        // Those who are left go on until nobody can.
        var left = (await Task.WhenAll(admins.Select(ListAsync))).Count(status => status == HttpStatusCode.OK);

        Assert.InRange(left, 1, admins.Length);
        foreach (var admin in admins)
        {
            foreach (var other in admins) await ChangeAsync(admin, other, new { role = "user" });
        }

        Assert.Single(await Task.WhenAll(admins.Select(ListAsync)), status => status == HttpStatusCode.OK);
        foreach (var admin in admins) admin.Dispose();
    }

    [Fact]
    public async Task A_deleted_account_leaves_nothing_and_others_keep_theirs()
    {
        using var admin = await server.NewAdminAsync();
        using var kept = await server.NewUserAsync();
        var keptData = await UserData.OfAsync(kept);
        var before = await keptData.ReadAsync();
        using var user = await server.NewUserAsync();
        await UserData.OfAsync(user);
        await UserData.OfAsync(user);
        await user.CreateConversationAsync();

        using var deleted = await admin.Http.RemoveAsync($"/admin/users/{user.Id}");
        using var again = await admin.Http.RemoveAsync($"/admin/users/{user.Id}");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deleted.StatusCode, again.StatusCode));
        using var nobody = server.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, await nobody.StatusOfAsync(user.SignedIn));
        Assert.Empty(await server.Services.GetRequiredService<IStore>().ReadAsync(new ListOwnConversations(user.Id, 1), Ct));
        Assert.Equal(before, await keptData.ReadAsync());
        // The address is free.
        using var registered = await nobody.PostAsync("/auth/register", new { email = user.Email, password = TestUser.Password });
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
    }

    [Fact]
    public async Task The_pages_of_the_list_have_every_account_once()
    {
        await using var own = new OwnServer(server.Engine);
        using var admin = await own.NewAdminAsync();
        var users = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => own.NewUserAsync()));

        var pages = await admin.Http.PagesAsync("/admin/users?limit=3");

        Assert.Equal([3, 3, 1], pages.Select(page => page.Length));
        Assert.Equal(
            users.Append(admin).Select(user => user.Id).Order(),
            pages.SelectMany(page => page).Select(account => account.Id()));
        foreach (var user in users) user.Dispose();
    }

    [Fact]
    public async Task An_invite_is_void_when_its_maker_is_no_administrator_any_more()
    {
        using var admin = await server.NewAdminAsync();
        using var other = await server.NewAdminAsync();
        using var nobody = server.Anonymous();
        using var answer = await other.Http.PostAsync("/admin/invites", new { });
        var invite = (await answer.JsonAsync()).Text("token");

        Assert.Equal(HttpStatusCode.OK, await ChangeAsync(admin, other, new { role = "user" }));

        using var registered = await nobody.PostAsync(
            "/auth/register", new { email = $"{Guid.NewGuid():N}@example.com", password = TestUser.Password, invite });
        Assert.Equal(HttpStatusCode.Forbidden, registered.StatusCode);
    }

    [Fact]
    public async Task The_access_token_says_the_role()
    {
        using var admin = await server.NewAdminAsync();
        using var nobody = server.Anonymous();
        var signedIn = await nobody.LoginAsync(admin.Email);

        Assert.Equal("user", RoleIn(admin.AccessToken));
        Assert.Equal("admin", RoleIn(signedIn.Text("access_token")));
    }

    private static string RoleIn(string token) =>
        JsonElement.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1])).Text("role");

    private static async Task<HttpStatusCode> ListAsync(TestUser user)
    {
        using var response = await user.Http.FetchAsync("/admin/users");
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> ChangeAsync(TestUser admin, TestUser user, object change)
    {
        using var response = await admin.Http.PatchAsync($"/admin/users/{user.Id}", change);
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> LoginAsync(HttpClient http, TestUser user, string password)
    {
        using var response = await http.PostAsync("/auth/login", new { email = user.Email, password });
        return response.StatusCode;
    }
}

public sealed class AdminOnSqlite(SqliteServer server) : AdminTests(server);

public sealed class AdminOnLiteDb(LiteDbServer server) : AdminTests(server);

public sealed class AdminOnPostgres(PostgresServer server) : AdminTests(server);
