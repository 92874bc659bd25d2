using System.ComponentModel.DataAnnotations;
using System.Net.Mime;
using System.Text.Json.Serialization;
using FastEndpoints;
using SamosaChaat.Shared.Backup;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Features.Health.GetHealth;

/// <param name="Status"><c>ok</c>, or <c>degraded</c> while the store or an upstream does not work or this server shuts down.</param>
/// <param name="Ready">
/// True if the store can read and write and turns may start. Stored conversations are available even if no upstream answers.
/// </param>
internal sealed record Response([property: AllowedValues("ok", "degraded")] string Status, bool Ready) : IExample
{
    /// <summary>The time of the newest good backup. Only administrators get it, and only if there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? LastBackupAt { get; init; }

    public static object Example => new Response("ok", true);
}

internal sealed partial class Endpoint(
    IStore store, ModelCatalog models, Drain drain, NodeLease lease, LastBackup lastBackup, TimeProvider clock, ILogger<Endpoint> logger)
    : EndpointWithoutRequest<Response>
{
    // Less than the patience of those who ask, such as the command `health` and container engines.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    public override void Configure()
    {
        Get("/health");
        AllowAnonymous();
        Description(builder => builder.Produces<Response>(StatusCodes.Status503ServiceUnavailable, MediaTypeNames.Application.Json));
        this.WorksWithoutLease().HasNoRate().Describe(
            "Check whether the server is ready.",
            "Returns 200 if the server is ready, else 503 with the same body. "
                + "The server is ready if its store can read and write, if its cluster knows it, and if it does not shut down. "
                + "An upstream that does not answer only changes `status` to `degraded`. "
                + "With the access token of an administrator, `last_backup_at` is the time of the newest good backup.");
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var ready = !drain.HasBegun && lease.IsHeld && await StoreWorks(ct);
        var status = ready && !models.Upstreams.Any(upstream => upstream.IsDown) ? "ok" : "degraded";
        var backupAt = ready && await IsAdmin(ct) ? lastBackup.Known() : null;
        await Send.ResponseAsync(
            new Response(status, ready) { LastBackupAt = backupAt }, ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, ct);
    }

    private async ValueTask<bool> IsAdmin(CancellationToken ct) =>
        User is SignedInUser user && await store.ReadAsync(new IsAdmin(user.UserId), ct);

    private async Task<bool> StoreWorks(CancellationToken ct)
    {
        try
        {
            // A full or read-only disk still reads. Requests that come together share one commit.
            var (read, write) = (store.ReadAsync(new Ping(), ct).AsTask(), store.WriteAsync(new TryWrite(), ct).AsTask());
            await Task.WhenAll(read, write).WaitAsync(Limit, clock, ct);
            return await read && await write;
        }
        catch (InsufficientStorageException)
        {
            // The store has told the operator once.
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogStoreDown(logger, e);
            return false;
        }
    }

    [LoggerMessage(EventIds.StoreUnavailable, LogLevel.Error, "The store cannot read or write")]
    private static partial void LogStoreDown(ILogger logger, Exception error);
}
