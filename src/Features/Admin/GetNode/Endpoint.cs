using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;

namespace SamosaChaat.Features.Admin.GetNode;

/// <param name="Node">The node that answered. Null if the store belongs to one server alone.</param>
internal sealed record Response(NodeResponse? Node) : IExample
{
    public static object Example => new Response(new NodeResponse(Sample.User, Sample.Time, true, 2));
}

/// <param name="Id">The node's id since it last joined.</param>
/// <param name="LeaseUntil">The time until which it may act, unless another heartbeat succeeds.</param>
/// <param name="JudgesOthers">True if it takes over the turns of nodes that are gone.</param>
/// <param name="Nodes">The number of nodes with a valid lease, with this one.</param>
internal sealed record NodeResponse(Guid Id, DateTime LeaseUntil, bool JudgesOthers, int Nodes);

internal sealed class Endpoint(Membership membership, AuditTrail audit) : EndpointWithoutRequest<Response>
{
    public override void Configure()
    {
        Get("/admin/node");
        this.ForAdmins().Describe(
            "Get the state of the node that answers.",
            "With PostgreSQL, several nodes can share the store. With other engines, `node` is null.",
            StatusCodes.Status200OK,
            (StatusCodes.Status403Forbidden, AdminOnly.Reason));
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        await audit.ReadAsync(HttpContext, AuditKinds.NodeRead);
        var node = membership.Status is { } status
            ? new NodeResponse(status.Id, status.LeaseUntil.UtcDateTime, status.JudgesOthers, status.Nodes)
            : null;
        await Send.OkAsync(new Response(node), ct);
    }
}
