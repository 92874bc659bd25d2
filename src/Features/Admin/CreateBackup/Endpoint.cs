using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Backup;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;

namespace SamosaChaat.Features.Admin.CreateBackup;

internal sealed partial class Endpoint(StoreBackup backups, AuditTrail audit, ILogger<Endpoint> logger)
    : EndpointWithoutRequest<BackupResponse>
{
    private const string Running = "A backup is being made. Try again when it has ended.";

    public override void Configure()
    {
        Post("/admin/backups");
        this.ForAdmins().Describe(
            "Make a backup of the store.",
            "Returns when the backup is complete and was checked. It goes on if the client leaves. "
                + "The store can be used meanwhile. With PostgreSQL, use `pg_dump`.",
            StatusCodes.Status201Created,
            (StatusCodes.Status403Forbidden, AdminOnly.Reason),
            (StatusCodes.Status409Conflict, Running),
            (StatusCodes.Status507InsufficientStorage, "The disk or the bucket of the backups is full."));
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        if (backups.Refusal is { } refusal)
        {
            await Send.ResultAsync(Problem.Of(StatusCodes.Status409Conflict, refusal));
            return;
        }

        await audit.ReadAsync(HttpContext, AuditKinds.BackupCreated);
        try
        {
            await Send.ResultAsync(await backups.RunAsync(CancellationToken.None) is { } made
                ? new CreatedJson<BackupResponse>("/admin/backups", BackupResponse.From(made), AccountJson.Default.BackupResponse)
                : Problem.Of(StatusCodes.Status409Conflict, Running));
        }
        catch (BackupFailedException e)
        {
            LogFailed(logger, e, HttpContext.TraceIdentifier);
            await Send.ResultAsync(BackupProblem.Of(e));
        }
    }

    [LoggerMessage(EventIds.BackupFailed, LogLevel.Error, "A backup failed. Earlier ones stay {trace_id}")]
    private static partial void LogFailed(ILogger logger, Exception error, string trace_id);
}
