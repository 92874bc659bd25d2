using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SamosaChaat.Shared.Identity;

namespace SamosaChaat.Tests.Features.Auth.Register;

/// <summary>How a server without accounts gets its first one, and who comes after that.</summary>
public abstract class InviteTests(Server server)
{
    [Fact]
    public async Task The_first_account_needs_the_servers_link_and_is_an_administrator()
    {
        await using var fresh = new OwnServer(server.Engine, ("Auth:Registration", "first"));
        using var nobody = fresh.Anonymous();
        var first = fresh.Services.GetRequiredService<FirstInvite>().Token!.Value.Text;

        Assert.Contains("link that the server printed", await RefusalAsync(nobody, null), StringComparison.Ordinal);
        Assert.Contains("link that the server printed", await RefusalAsync(nobody, "made up"), StringComparison.Ordinal);
        using var admin = await TestUser.RegisterAsync(fresh.Anonymous(), invite: first);
        using var accounts = await admin.Http.FetchAsync("/admin/users");
        Assert.Equal("admin", Assert.Single((await accounts.JsonAsync()).EnumerateArray()).Text("role"));

        Assert.Contains("Ask an administrator", await RefusalAsync(nobody, null), StringComparison.Ordinal);
        Assert.Contains("Ask an administrator", await RefusalAsync(nobody, first), StringComparison.Ordinal);
        using var invited = await admin.Http.PostAsync("/admin/invites", null, TestContext.Current.CancellationToken);
        using var user = await TestUser.RegisterAsync(fresh.Anonymous(), invite: (await invited.JsonAsync()).Text("token"));
        using var refused = await user.Http.FetchAsync("/admin/users");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Of_many_who_use_one_link_at_once_one_gets_an_account()
    {
        await using var fresh = new OwnServer(server.Engine, ("Auth:Registration", "first"));
        using var nobody = fresh.Anonymous();
        var invite = fresh.Services.GetRequiredService<FirstInvite>().Token!.Value.Text;

        var statuses = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            using var response = await nobody.PostAsync("/auth/register", Account(invite));
            return response.StatusCode;
        }));

        Assert.Single(statuses, status => status == HttpStatusCode.Created);
        Assert.Equal(9, statuses.Count(status => status == HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task The_link_works_for_half_an_hour()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var fresh = new OwnServer(
            server.Engine, services => services.AddSingleton<TimeProvider>(clock), ("Auth:Registration", "first"));
        using var nobody = fresh.Anonymous();
        var invite = fresh.Services.GetRequiredService<FirstInvite>().Token!.Value.Text;

        clock.Advance(FirstInvite.Lifetime);

        Assert.Contains("a restart prints another one", await RefusalAsync(nobody, invite), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_registration_is_closed_an_invite_is_refused_and_none_is_made()
    {
        await using var closed = new OwnServer(server.Engine, ("Auth:Registration", "closed"));
        using var nobody = closed.Anonymous();

        Assert.Null(closed.Services.GetRequiredService<FirstInvite>().Token);
        Assert.Contains("closed", await RefusalAsync(nobody, "any"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_a_token_is_in_the_answer_to_a_wrong_one()
    {
        using var nobody = server.Anonymous();

        Assert.DoesNotContain("guessed", await RefusalAsync(nobody, "guessed"), StringComparison.Ordinal);
    }

    private static object Account(string? invite) =>
        new { email = $"{Guid.NewGuid():N}@example.com", password = TestUser.Password, invite };

    private static async Task<string> RefusalAsync(HttpClient http, string? invite)
    {
        using var response = await http.PostAsync("/auth/register", Account(invite));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        return (await response.JsonAsync()).Text("detail");
    }
}

public sealed class InviteOnSqlite(SqliteServer server) : InviteTests(server);

public sealed class InviteOnLiteDb(LiteDbServer server) : InviteTests(server);

public sealed class InviteOnPostgres(PostgresServer server) : InviteTests(server);
