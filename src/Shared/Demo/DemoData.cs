using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Shared.Demo;

/// <summary>Puts the demo's data into the store before the server listens, and again whenever it is to be as it was.</summary>
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
    /// <summary>Of every seeded user. It is no secret: it is printed.</summary>
    public const string Password = "crisp samosa";

    private SeededUser[] users = [];

    /// <summary>Raised after the data has been put back.</summary>
    public event Action? WasPutBack;

    /// <summary>Who has an account, and how many conversations.</summary>
    public IEnumerable<(User User, int Conversations)> Users => users.Select(user => (user.User, user.Conversations.Count()));

    /// <summary>A refresh token of the first user's, good once.</summary>
    public RefreshToken Link { get; private set; }

    public DateOnly Day { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Once: at midnight the day of a demo that runs does not change.
        Day = options.Value.DayOr(clock.Now());
        var seeded = new SeedData(SeedPlan.Demo(options.Value.Seed, Day), tokens).Users(hasher.HashPassword(null!, Password));
        // Kept, to be put back.
        users = [.. seeded.Select(user => user with { Conversations = [.. user.Conversations] })];
        await WriteAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends the turns that run, as interrupted, and puts everything back: accounts, conversations, sign-ins.</summary>
    public async Task PutBackAsync(CancellationToken ct)
    {
        await activeTurns.ClearAsync(FinishReasons.Interrupted);
        await WriteAsync(ct);
        cache.Clear();
        // Those that had begun in between are of conversations that are gone; their readers are told.
        await activeTurns.ClearAsync(FinishReasons.Interrupted);
        LogPutBack(logger, users.Length, Users.Sum(user => user.Conversations));
        WasPutBack?.Invoke();
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        var now = clock.Now();
        Link = RefreshToken.New(clock.NewId());
        await store.WriteAsync(new ResetData(users, new(Link.SessionId, users[0].User.Id, Link.Hash(), now, now + auth.Value.RefreshTokenLifetime)), ct);
    }

    [LoggerMessage(3001, LogLevel.Information, "The demo is as it was in the beginning: {users} users, {conversations} conversations")]
    private static partial void LogPutBack(ILogger logger, int users, int conversations);
}
