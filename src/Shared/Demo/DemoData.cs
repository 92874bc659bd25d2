using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Security;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Streaming;

namespace SamosaChaat.Shared.Demo;

/// <summary>Puts the demo's data into the store before the server listens, and again whenever it is to be as it was.</summary>
internal sealed partial class DemoData(
    IStore store,
    TokenCounter tokens,
    IPasswordHasher<User> hasher,
    GenerationRegistry generations,
    TokenCache cache,
    TimeProvider clock,
    IOptions<DemoModeOptions> options,
    IOptions<AuthOptions> auth,
    ILogger<DemoData> logger) : IHostedService
{
    /// <summary>Of every seeded user. It is no secret: it is printed.</summary>
    public const string Password = "crisp samosa";

    /// <summary>Raised after the data has been put back.</summary>
    public event Action? WasPutBack;

    /// <summary>Who has an account.</summary>
    public IReadOnlyList<SeededUser> Users { get; private set; } = [];

    /// <summary>A refresh token of the first user's, good once.</summary>
    public RefreshToken Link { get; private set; }

    public DateOnly Day { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Once: at midnight the day of a demo that runs does not change.
        Day = options.Value.DayOr(clock.Now());
        Users = [.. new SeedData(SeedPlan.Demo(options.Value.Seed, Day), tokens).Users(Password, hasher.HashPassword(null!, Password))];
        await WriteAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends the turns that run, as interrupted, and puts everything back: accounts, conversations, sign-ins.</summary>
    public async Task PutBackAsync(CancellationToken ct)
    {
        await generations.ClearAsync(FinishReasons.Interrupted);
        await WriteAsync(ct);
        cache.Clear();
        // Those that had begun in between are of conversations that are gone; their readers are told.
        await generations.ClearAsync(FinishReasons.Interrupted);
        LogPutBack(logger, Users.Count, Users.Sum(user => user.Conversations.Count));
        WasPutBack?.Invoke();
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        var now = clock.Now();
        Link = RefreshToken.New(clock.NewId());
        await store.WriteAsync(new PutBack(Users, new(Link.SessionId, Users[0].User.Id, Link.Hash(), now, now + auth.Value.RefreshTokenLifetime)), ct);
    }

    [LoggerMessage(3001, LogLevel.Information, "The demo is as it was in the beginning: {users} users, {conversations} conversations")]
    private static partial void LogPutBack(ILogger logger, int users, int conversations);
}
