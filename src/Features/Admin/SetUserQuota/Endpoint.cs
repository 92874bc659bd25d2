using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Features.Admin.SetUserQuota;

internal sealed class Endpoint(IStore store, DailyQuotas quotas, AuditTrail audit) : Endpoint<Request, AccountUsage>
{
    public override void Configure()
    {
        Put("/admin/users/{userId:uuid}/quota");
        this.TakesJson().ForAdmins().Describe(
            "Set an account's own quotas.",
            "They take the place of the settings' quotas, from the next turn on. Null leaves one to the settings.",
            StatusCodes.Status200OK,
            (StatusCodes.Status403Forbidden, AdminOnly.Reason));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        var userId = Route<Guid>(RouteParameters.UserId);
        var command = new SetQuota(userId, req.TurnsPerDay, req.TokensPerDay)
            .Audited((kind, detail) => audit.Of(HttpContext, kind, userId, detail));
        var usage = await store.WriteAsync(command, ct) ? await AccountUsage.ReadAsync(store, quotas, userId, ct) : null;
        await Send.ResultAsync(usage is null ? Problem.NotFound : TypedResults.Ok(usage));
    }
}
