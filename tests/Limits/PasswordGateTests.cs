using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SamosaChaat.Features.Auth;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Limits;

namespace SamosaChaat.Tests.Limits;

public sealed class PasswordGateTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_processor_hashes_one_password_some_wait_and_the_next_is_refused()
    {
        using var hasher = new HeldHasher();
        using var gate = new PasswordGate(hasher, Options.Create(new LimitsOptions { WaitingPasswords = 2 }));
        var accepted = Enumerable.Range(0, Environment.ProcessorCount + 2).Select(_ => gate.HashAsync("a password", Ct)).ToArray();

        await Assert.ThrowsAsync<UnavailableException>(() => gate.HashAsync("a password", Ct));
        await hasher.RunAsync(Environment.ProcessorCount, Ct);
        Assert.Equal(Environment.ProcessorCount, hasher.Most);

        hasher.Open();
        await Task.WhenAll(accepted).WaitAsync(Patience.Limit, Ct);
        Assert.Equal(Environment.ProcessorCount, hasher.Most);
        await gate.HashAsync("a password", Ct);
    }

    [Fact]
    public async Task Who_finds_the_gate_full_gets_503_with_a_time_to_wait_and_others_are_served()
    {
        using var hasher = new HeldHasher();
        await using var server = new OwnServer(
            "sqlite", services => services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<User>>(hasher)), ("Limits:WaitingPasswords", "0"));
        using var http = server.Anonymous();
        var busy = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => LoginAsync(http)).ToArray();
        await hasher.RunAsync(busy.Length, Ct);

        using var refused = await LoginAsync(http);
        using var health = await http.FetchAsync("/health");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        hasher.Open();
        foreach (var login in busy)
        {
            using var answer = await login;
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    private static Task<HttpResponseMessage> LoginAsync(HttpClient http) =>
        http.PostAsync("/auth/login", new { email = "nobody@example.com", password = TestUser.Password });

    /// <summary>Hashes nothing until it is opened.</summary>
    private sealed class HeldHasher : IPasswordHasher<User>, IDisposable
    {
        private readonly ManualResetEventSlim open = new();
        private readonly SemaphoreSlim begun = new(0);
        private readonly Lock gate = new();
        private int now;

        /// <summary>How many were at it at the same time.</summary>
        public int Most { get; private set; }

        public void Open() => open.Set();

        /// <summary>Completes when so many are at it.</summary>
        public async Task RunAsync(int count, CancellationToken ct)
        {
            for (var i = 0; i < count; i++) Assert.True(await begun.WaitAsync(Patience.Limit, ct));
        }

        public string HashPassword(User user, string password)
        {
            lock (gate) Most = Math.Max(Most, ++now);
            begun.Release();
            open.Wait();
            lock (gate) now--;
            return password;
        }

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            HashPassword(user, providedPassword);
            return PasswordVerificationResult.Failed;
        }

        public void Dispose()
        {
            open.Set();
            open.Dispose();
            begun.Dispose();
        }
    }
}
