namespace SamosaChaat.Shared.Cluster.Peers;

/// <summary>Answers the requests of other nodes. <see cref="NodeListener"/> has checked that they know the secret.</summary>
internal interface INodeRoutes
{
    /// <summary>Adds the operations. It is called once, before the node listens.</summary>
    void Map(IEndpointRouteBuilder routes);
}
