using System.Diagnostics;

namespace SamosaChaat.Bench.Cluster.Faults;

/// <summary>Lets PostgreSQL end every session.</summary>
internal sealed class TerminateBackends : IClusterFault
{
    public string Name => "terminate-backends";

    public Task HappenAsync(FaultMoment moment)
    {
        moment.Say("PostgreSQL ends every session");
        moment.Cluster.Postgres.Ask(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
        moment.Cluster.DatabaseDisturbedAt = Stopwatch.GetTimestamp();
        return Task.CompletedTask;
    }
}
