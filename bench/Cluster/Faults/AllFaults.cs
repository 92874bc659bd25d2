namespace SamosaChaat.Bench.Cluster.Faults;

/// <summary>Lists every fault by its name.</summary>
internal static class AllFaults
{
    private static readonly IFault[] All =
    [
        new Kill(),
        new Freeze("freeze-half", 0.5),
        new Freeze("freeze-1", 1),
        new Freeze("freeze-2", 2),
        new Freeze("freeze-10", 10),
        new OrderlyRestart(),
        new CutDatabase("cut-database", Way.Both),
        new CutDatabase("cut-to-database", Way.ToServer),
        new CutDatabase("cut-from-database", Way.ToClient),
        new LoseCommit(),
        new CutNode(),
        new RestartPostgres(),
        new TerminateBackends(),
        new WrongClock(),
        new SameIdEverywhere(),
        new LogoutElsewhere(),
    ];

    public static IEnumerable<string> Names => All.Select(fault => fault.Name);

    public static IFault[] Named(IEnumerable<string> names) => [.. names.Select(name => All.Single(fault => fault.Name == name))];
}
