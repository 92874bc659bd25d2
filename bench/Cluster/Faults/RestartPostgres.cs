using System.Diagnostics;
using SamosaChaat.Bench.Cluster.Checks;

namespace SamosaChaat.Bench.Cluster.Faults;

/// <summary>Ends PostgreSQL as <c>pg_ctl restart -m immediate</c> does. Nothing else goes wrong, so no turn is interrupted.</summary>
internal sealed class RestartPostgres : IClusterFault
{
    public string Name => "postgres-restart";

    public bool IsAlone => true;

    public async Task HappenAsync(FaultMoment moment)
    {
        var cluster = moment.Cluster;
        var leases = moment.Leases(1.5);
        // Earlier faults are settled: a node that stood still knows that it has lost its turns.
        await moment.WaitAsync(2);
        if (moment.Over.IsCancellationRequested) return;
        var check = RestartCheck.Begin(cluster);
        moment.Say($"PostgreSQL restarts immediately, and is away for {leases} leases, during {check.Turns} turns");
        await Task.Run(cluster.Postgres.Stop, CancellationToken.None);
        await moment.WaitAsync(leases);
        await Task.Run(cluster.Postgres.StartAgain, CancellationToken.None);
        cluster.DatabaseDisturbedAt = Stopwatch.GetTimestamp();
        await moment.WaitAsync(ClusterOptions.Lease + (4 * ClusterOptions.Heartbeat));
        check.End();
    }
}
