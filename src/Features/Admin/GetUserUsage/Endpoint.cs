using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Features.Admin.GetUserUsage;

internal sealed class Endpoint(IStore store, DailyQuotas quotas, AuditTrail audit) : EndpointWithoutRequest<AccountUsage>
{
    public override void Configure()
    {
        Get("/admin/users/{userId:uuid}/usage");
        this.ForAdmins().Describe(
            "Get what an account has used today, and its quotas.",
            "A day begins at midnight UTC.",
            StatusCodes.Status200OK,
            (StatusCodes.Status403Forbidden, AdminOnly.Reason));
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var userId = Route<Guid>(RouteParameters.UserId);
        var usage = await AccountUsage.ReadAsync(store, quotas, userId, ct);
        if (usage is not null) await audit.ReadAsync(HttpContext, AuditKinds.UsageRead, userId);
        await Send.ResultAsync(usage is null ? Problem.NotFound : TypedResults.Ok(usage));
    }
}
