using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Soak;

namespace SamosaChaat.Bench.Cluster;

/// <summary>Follows one process of a node from its start to its end. Until the faults are over, it may fail its clients.</summary>
internal sealed class NodeRun(int number, ServerProcess process, Calm calm) : ServerRun(number, process, busyAfter: 0)
{
    public override bool MayBreak => !calm.IsHere;

    public override bool IsNode => true;

    private int readers;

    /// <summary>As a load balancer does, people turn to another node soon.</summary>
    public override TimeSpan Longest => calm.IsHere ? base.Longest : TimeSpan.FromSeconds(4);

    /// <summary>Most people soon read on at another node. The others are still there when a node goes on that stood still.</summary>
    public override TimeSpan NextSilence() =>
        calm.IsHere ? base.NextSilence() : TimeSpan.FromSeconds(Interlocked.Increment(ref readers) % 3 == 0 ? 15 : 2);
}

/// <summary>Tells whether no fault has happened yet, or all are over, and their consequences too.</summary>
internal sealed class Calm
{
    public bool IsHere { get; set; } = true;
}
