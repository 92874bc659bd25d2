using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Identity.Providers;

/// <summary>
/// Holds the keys of a provider, and reads them again if a token names an unknown one. Only requests with such tokens wait for that. Any
/// thread can call every member.
/// </summary>
internal sealed partial class ProviderKeys
{
    /// <summary>The time between two attempts to read. Anybody can send tokens with made-up ids of keys.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    // Keys that a provider has withdrawn are refused after this time. Nobody waits for it.
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly IssuerOptions options;
    private readonly ProviderHttp http;
    private readonly TimeProvider clock;
    private readonly ILogger<ProviderKeys> logger;
    private volatile ProviderState? state;
    private Task<bool>? reading;
    private long readAt;

    public ProviderKeys(IssuerOptions options, ProviderHttp http, TimeProvider clock, ILogger<ProviderKeys> logger)
    {
        (this.options, this.http, this.clock, this.logger) = (options, http, clock, logger);
        if (string.IsNullOrEmpty(options.PublicKeyPath)) return;
        if (!ProviderKey.TryReadPem(options.PublicKeyPath, out var key, out var fault)) throw new CannotStartException(fault);
        state = new(null, [key]);
        reading = Task.FromResult(true);
    }

    private bool NeverChanges => !string.IsNullOrEmpty(options.PublicKeyPath);

    /// <summary>Returns the keys that may have signed a token.</summary>
    /// <param name="keyId">The id that the token names. Null or empty for none.</param>
    /// <exception cref="UnavailableException">The key is unknown, and the provider cannot be asked.</exception>
    public async ValueTask<ProviderKey[]> FindAsync(string? keyId, string algorithm, CancellationToken ct)
    {
        if (Known() is { Length: > 0 } known)
        {
            if (!NeverChanges && clock.GetElapsedTime(Volatile.Read(ref readAt)) >= Freshness) _ = ReadAsync();
            return known;
        }

        if (NeverChanges || string.IsNullOrEmpty(keyId)) return [];
        await RequireAsync(ct);
        return Known();

        ProviderKey[] Known() => [.. (state?.Keys ?? []).Where(key => key.Fits(keyId, algorithm))];
    }

    /// <summary>Returns the endpoints of a provider that describes itself.</summary>
    /// <exception cref="UnavailableException">The provider has never answered.</exception>
    public async ValueTask<OpenIdConnectConfiguration> DescribeAsync(CancellationToken ct)
    {
        if (state is null) await RequireAsync(ct);
        return state?.Description ?? throw Unavailable();
    }

    private static UnavailableException Unavailable() => new("The identity provider cannot be reached at the moment. Try again later.");

    private async Task RequireAsync(CancellationToken ct)
    {
        if (!await ReadAsync().WaitAsync(ct)) throw Unavailable();
    }

    /// <summary>Reads the keys, unless the last attempt was less than a minute ago. Returns false if the last attempt failed.</summary>
    private Task<bool> ReadAsync()
    {
        lock (gate)
        {
            if (reading is null || (reading.IsCompleted && clock.GetElapsedTime(readAt) >= Pause))
            {
                Volatile.Write(ref readAt, clock.GetTimestamp());
                // It goes on if the request that began it ends.
                reading = Task.Run(FetchAsync);
            }

            return reading;
        }
    }

    private async Task<bool> FetchAsync()
    {
        try
        {
            state = await ProviderState.FetchAsync(options, http, CancellationToken.None);
            return true;
        }
        catch (Exception e)
        {
            // The exception can have any type, because a document from outside is parsed. The keys from before stay.
            LogFailed(logger, options.Issuer, e.Message);
            return false;
        }
    }

    [LoggerMessage(EventIds.ProviderFailed, LogLevel.Warning, "The keys of the issuer {issuer} cannot be read: {reason}")]
    private static partial void LogFailed(ILogger logger, string issuer, string reason);
}
