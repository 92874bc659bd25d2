using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Shared.Demo;

/// <summary>Writes the demo's data before the server listens, and again at every reset.</summary>
internal sealed partial class DemoData(
    IStore store,
    TokenCounter tokens,
    IPasswordHasher<User> hasher,
    ActiveTurns activeTurns,
    TokenCache cache,
    TimeProvider clock,
    IOptions<DemoModeOptions> options,
    IOptions<AuthOptions> auth,
    ILogger<DemoData> logger) : IHostedService
{
    /// <summary>The password of all seeded users. It is printed and not secret.</summary>
    public const string Password = "crisp samosa";

    private SeededUser[] users = [];

    /// <summary>Occurs after the data was reset.</summary>
    public event Action? WasReset;

    /// <summary>The seeded users with their number of conversations.</summary>
    public IEnumerable<(User User, int Conversations)> Users => users.Select(user => (user.User, user.Conversations.Count()));

    /// <summary>A refresh token of the first user, valid once.</summary>
    public RefreshToken Link { get; private set; }

    public DateOnly Day { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Read the clock once: the day of a running demo does not change at midnight.
        Day = options.Value.DayOr(clock.Now());
        var seeded = new SeedData(SeedPlan.Demo(options.Value.Seed, Day), tokens).Users(hasher.HashPassword(null!, Password));
        // Keep the data for resets.
        users = [.. seeded.Select(user => user with { Conversations = [.. user.Conversations] })];
        await WriteAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends the running turns as interrupted and resets accounts, conversations and sessions.</summary>
    public async Task ResetAsync(CancellationToken ct)
    {
        await activeTurns.ClearAsync(FinishReasons.Interrupted);
        await WriteAsync(ct);
        cache.Clear();
        // End the turns that started meanwhile, because their conversations no longer exist. Their subscribers are notified.
        await activeTurns.ClearAsync(FinishReasons.Interrupted);
        LogReset(logger, users.Length, Users.Sum(user => user.Conversations));
        WasReset?.Invoke();
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        var now = clock.Now();
        Link = RefreshToken.New(clock.NewId());
        await store.WriteAsync(
            new ResetData(users, Link.Session(users[0].User.Id, now, now + auth.Value.RefreshTokenLifetime)), ct);
    }

    [LoggerMessage(EventIds.DemoReset, LogLevel.Information, "Reset the demo: {users} users, {conversations} conversations")]
    private static partial void LogReset(ILogger logger, int users, int conversations);
}
