using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SamosaChaat.Shared.Limits;

namespace SamosaChaat.Tests.Limits;

public sealed class LoginGuardTests
{
    private const string Email = "asha@example.com";
    private const int Free = 3;

    private static readonly IPAddress Home = IPAddress.Parse("203.0.113.1");
    private static readonly IPAddress Elsewhere = IPAddress.Parse("203.0.113.2");

    private readonly FakeTimeProvider clock = new();
    private readonly LoginGuard guard;

    public LoginGuardTests() => guard = new(Options.Create(new LimitsOptions { FailedLogins = Free }), clock);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void An_address_that_fails_with_any_accounts_is_refused_for_a_time_that_doubles_up_to_its_maximum()
    {
        var waits = new List<double>();
        for (var i = 0; i < 16; i++)
        {
            var attempt = guard.Begin($"{i}@example.com", Home);
            waits.Add(attempt.Refusal?.RetryAfter.TotalSeconds ?? 0);
            clock.Advance(TimeSpan.FromSeconds(waits[^1]));
            Assert.Null(attempt.Refusal);
            attempt.Failed();
        }

        Assert.Equal([0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300], waits);
        Assert.Null(guard.Begin(Email, Elsewhere).Refusal);
    }

    [Fact]
    public async Task Failures_of_strangers_make_an_unknown_address_wait_but_never_refuse_it()
    {
        FailFromManyAddresses(1_000);
        var owner = guard.Begin(Email, Elsewhere);

        Assert.Null(owner.Refusal);
        var held = owner.HoldAsync(Ct);
        Assert.False(held.IsCompleted);
        clock.Advance(LoginGuard.MaxHold);
        await held.WaitAsync(Patience.Limit, Ct);
    }

    [Fact]
    public void Failures_of_strangers_do_not_touch_an_address_that_has_signed_in()
    {
        guard.Begin(Email, Home).Succeeded();
        FailFromManyAddresses(1_000);
        // A neighbour behind the same address guesses other accounts.
        for (var i = 0; i < 10; i++) guard.Begin($"{i}@example.com", Home).Failed();

        var owner = guard.Begin(Email.ToUpperInvariant(), Home);

        Assert.Null(owner.Refusal);
        Assert.True(owner.HoldAsync(Ct).IsCompleted);
    }

    [Fact]
    public void An_address_that_has_signed_in_is_slowed_by_its_own_failures()
    {
        guard.Begin(Email, Home).Succeeded();
        for (var i = 0; i < Free; i++) guard.Begin(Email, Home).Failed();

        Assert.NotNull(guard.Begin(Email, Home).Refusal);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(guard.Begin(Email, Home).Refusal);
    }

    [Fact]
    public void An_account_of_ones_own_does_not_clear_an_address()
    {
        for (var i = 0; i < Free; i++) guard.Begin(Email, Elsewhere).Failed();
        guard.Begin("mallory@example.com", Elsewhere).Succeeded();

        Assert.NotNull(guard.Begin(Email, Elsewhere).Refusal);
    }

    [Fact]
    public void Failures_are_forgotten_after_a_while()
    {
        for (var i = 0; i < 50; i++) guard.Begin(Email, Home).Failed();
        clock.Advance(TimeSpan.FromMinutes(15));

        var attempt = guard.Begin(Email, Home);
        Assert.Null(attempt.Refusal);
        attempt.Failed();
        Assert.Null(guard.Begin(Email, Home).Refusal);
    }

    [Fact]
    public void However_many_addresses_fail_the_table_stays_within_its_capacity_and_keeps_the_worst()
    {
        var table = new FailureTable(clock, Free, capacity: 100);
        var worst = new FailureKey(Guid.NewGuid(), null);
        for (var i = 0; i < Free; i++) table.Add(worst);

        for (var i = 0; i < 1_000; i++)
        {
            table.Add(new(Guid.NewGuid(), null));
            Assert.InRange(table.Count, 1, 100);
        }

        Assert.NotEqual(TimeSpan.Zero, table.Wait(worst, LoginGuard.MaxHold));
    }

    private void FailFromManyAddresses(int count)
    {
        for (var i = 0; i < count; i++) guard.Begin(Email, new IPAddress(0x0100_000A + ((long)i << 8))).Failed();
    }
}

public abstract class LoginGuardOnServerTests(string engine)
{
    [Fact]
    public async Task A_known_and_an_unknown_account_are_refused_alike_and_the_time_ends()
    {
        var clock = new StandingClock();
        await using var server = new OwnServer(engine, clock.PutInPlace, ("Limits:FailedLogins", "2"), ("Http:TrustedProxies:0", "127.0.0.0/8"), ("Http:TrustedProxies:1", "::1"));
        using var user = await server.NewUserAsync();
        using var http = server.Anonymous();

        foreach (var (email, address) in new[] { (user.Email, "203.0.113.1"), ("nobody@example.com", "203.0.113.2") })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await LoginAsync(http, email, "wrong", address)).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await LoginAsync(http, email, "wrong", address)).Status);
            Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1)), await LoginAsync(http, email, TestUser.Password, address));
        }

        // This address registered the account, so it is known there.
        Assert.Equal(HttpStatusCode.OK, (await LoginAsync(http, user.Email, TestUser.Password, null)).Status);
    }

    private static async Task<(HttpStatusCode Status, TimeSpan? RetryAfter)> LoginAsync(HttpClient http, string email, string password, string? address)
    {
        using var answer = await http.RequestAsync(
            HttpMethod.Post, "/auth/login", new { email, password }, address is null ? [] : [("X-Forwarded-For", address)]);
        return (answer.StatusCode, answer.Headers.RetryAfter?.Delta);
    }
}

public sealed class LoginGuardOnSqlite() : LoginGuardOnServerTests("sqlite");

public sealed class LoginGuardOnLiteDb() : LoginGuardOnServerTests("litedb");

public sealed class LoginGuardOnPostgres() : LoginGuardOnServerTests("postgres");
