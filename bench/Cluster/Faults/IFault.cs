namespace SamosaChaat.Bench.Cluster.Faults;

/// <summary>Describes something that goes wrong for a while.</summary>
internal interface IFault
{
    /// <summary>As <c>--faults</c> has it.</summary>
    string Name { get; }
}

/// <summary>Does something wrong to one node.</summary>
internal interface INodeFault : IFault
{
    /// <summary>Does it. It is over, and undone, when this returns.</summary>
    Task HappenAsync(Node node, FaultMoment moment);
}

/// <summary>Does something wrong to what the nodes share, or to all of them.</summary>
internal interface IClusterFault : IFault
{
    /// <summary>True if nothing else may go wrong meanwhile.</summary>
    bool IsAlone => false;

    /// <inheritdoc cref="INodeFault.HappenAsync"/>
    Task HappenAsync(FaultMoment moment);
}
