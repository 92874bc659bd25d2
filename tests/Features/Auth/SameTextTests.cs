using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Features.Auth;

/// <summary>"é" is one character or two, as the keyboard has it. An account does not depend on the keyboard.</summary>
public abstract class SameTextTests(Server server)
{
    private const string Composed = "caf\u00E9 au lait";
    private const string Decomposed = "cafe\u0301 au lait";

    // One mark joined and one not: no form of Unicode's, but a keyboard may send it.
    private const string Mixed = "\u00E9 and e\u0301";

    [Fact]
    public async Task Either_form_signs_in_to_an_account_that_was_made_with_the_other()
    {
        using var http = server.Anonymous();
        foreach (var (made, used) in new[] { (Composed, Decomposed), (Decomposed, Composed), (Composed, Composed), (Decomposed, Decomposed) })
        {
            var domain = $"{Guid.NewGuid():N}.example.com";
            using var registered = await PostAsync(http, "register", Email(made, domain), made);
            Assert.Equal(HttpStatusCode.Created, registered.StatusCode);

            using var login = await PostAsync(http, "login", Email(used, domain).ToUpperInvariant(), used);
            using var again = await PostAsync(http, "register", Email(used, domain), used);
            using var wrong = await PostAsync(http, "login", Email(used, domain), used.Replace("e\u0301", "e", StringComparison.Ordinal).Replace('\u00E9', 'e'));

            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Unauthorized), (login.StatusCode, again.StatusCode, wrong.StatusCode));
        }
    }

    [Theory]
    [InlineData(Composed, Composed)]
    [InlineData(Decomposed, Decomposed)]
    [InlineData(Decomposed, Composed)]
    [InlineData(Mixed, Mixed)]
    [InlineData("          ", "          ")]
    public async Task An_account_from_before_this_rule_keeps_working(string stored, string typed)
    {
        // As it was written then: in the form that was typed.
        var domain = $"{Guid.NewGuid():N}.example.com";
        var hash = server.Services.GetRequiredService<IPasswordHasher<User>>().HashPassword(null!, stored);
        var user = new User(Guid.CreateVersion7(), Email(stored, domain), null, hash, Some.Time);
        await server.Services.GetRequiredService<IStore>().WriteAsync(new AddUser(user, Some.Session(user)), TestContext.Current.CancellationToken);
        using var http = server.Anonymous();

        using var login = await PostAsync(http, "login", Email(typed, domain), typed);

        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
        Assert.Equal(user.Id, (await login.JsonAsync()).GetProperty("user").Id());
    }

    [Fact]
    public async Task Two_accounts_from_before_stay_two()
    {
        var domain = $"{Guid.NewGuid():N}.example.com";
        var hash = server.Services.GetRequiredService<IPasswordHasher<User>>().HashPassword(null!, TestUser.Password);
        var store = server.Services.GetRequiredService<IStore>();
        User[] users = [.. new[] { Composed, Decomposed }.Select(form => new User(Guid.CreateVersion7(), Email(form, domain), null, hash, Some.Time))];
        // The first version of the program did not look for the other form.
        foreach (var user in users) await store.WriteAsync(new AddOldUser(user), TestContext.Current.CancellationToken);
        using var http = server.Anonymous();

        foreach (var (form, user) in new[] { Composed, Decomposed }.Zip(users))
        {
            using var login = await PostAsync(http, "login", Email(form, domain), TestUser.Password);
            Assert.Equal(user.Id, (await login.JsonAsync()).GetProperty("user").Id());
        }
    }

    private static string Email(string form, string domain) => $"{form.Replace(' ', '.').Trim('.')}a@{domain}";

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, string operation, string email, string password) =>
        http.PostAsync($"/auth/{operation}", new { email, password });

    private sealed class AddOldUser(User user) : SamosaChaat.Shared.Schema.TableCommand<bool, bool>
    {
        internal override Guid Key => user.Id;

        internal override ValueTask<bool> LookAsync(SamosaChaat.Shared.Schema.ITableReader db) => new(true);

        internal override bool Decide(bool seen, SamosaChaat.Shared.Schema.ITableWriter writes)
        {
            writes.Add(user);
            return true;
        }
    }
}

public sealed class SameTextOnSqlite(SqliteServer server) : SameTextTests(server);

public sealed class SameTextOnLiteDb(LiteDbServer server) : SameTextTests(server);

public sealed class SameTextOnPostgres(PostgresServer server) : SameTextTests(server);
