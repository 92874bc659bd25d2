namespace SamosaChaat.Shared.Cluster;

/// <summary>Describes this node for its operator.</summary>
/// <param name="Id">The node's id since it last joined.</param>
/// <param name="LeaseUntil">The time until which it may act, unless another heartbeat succeeds.</param>
/// <param name="JudgesOthers">True if it takes over the turns of nodes that are gone. It does so after a while of good heartbeats.</param>
/// <param name="Nodes">The number of nodes with a valid lease, with this one.</param>
internal sealed record NodeStatus(Guid Id, DateTimeOffset LeaseUntil, bool JudgesOthers, int Nodes);
