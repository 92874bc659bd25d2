using FastEndpoints;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Cluster;

/// <summary>
/// Refuses API requests while this node has no lease: another node may have ended the session or the turn that the request is about. A load
/// balancer sends it to a node that knows.
/// </summary>
internal sealed class LeaseGate(RequestDelegate next, NodeLease lease)
{
    public Task InvokeAsync(HttpContext http) => lease.IsHeld || !NeedsLease(http.GetEndpoint()?.Metadata)
        ? next(http)
        : Problem.Unavailable("This server has no contact with its cluster now. Try again.").ExecuteAsync(http);

    // The page and the documentation are no endpoints of the API.
    private static bool NeedsLease(EndpointMetadataCollection? endpoint) =>
        endpoint?.GetMetadata<EndpointDefinition>() is not null && endpoint.GetMetadata<WithoutLeaseMetadata>() is null;
}

/// <summary>Marks an operation that answers also while this node has no lease.</summary>
internal sealed class WithoutLeaseMetadata;

internal static class LeaseGateExtensions
{
    /// <summary>Declares that the operation is about this server alone, and needs no lease.</summary>
    public static BaseEndpoint WorksWithoutLease(this BaseEndpoint endpoint)
    {
        endpoint.Definition.Description(builder => builder.WithMetadata(new WithoutLeaseMetadata()));
        return endpoint;
    }
}
