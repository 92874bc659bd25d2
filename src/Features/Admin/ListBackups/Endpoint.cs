using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Backup;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;

namespace SamosaChaat.Features.Admin.ListBackups;

internal sealed class Endpoint(StoreBackup backups, AuditTrail audit) : EndpointWithoutRequest<BackupResponse[]>
{
    public override void Configure()
    {
        Get("/admin/backups");
        this.ForAdmins().Describe(
            "List the backups of the store, the newest first.",
            "A backup that is damaged or not complete is left out.",
            StatusCodes.Status200OK,
            (StatusCodes.Status403Forbidden, AdminOnly.Reason));
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        await audit.ReadAsync(HttpContext, AuditKinds.BackupsRead);
        try
        {
            await Send.OkAsync(await backups.ListAsync(ct).Select(BackupResponse.From).ToArrayAsync(ct), ct);
        }
        catch (BackupFailedException e)
        {
            await Send.ResultAsync(BackupProblem.Of(e));
        }
    }
}
