namespace SamosaChaat.Bench.Cluster.Checks;

/// <summary>Checks that a restart of PostgreSQL alone interrupts no turn, and fences no node.</summary>
internal sealed class RestartCheck
{
    private const string Running = """
        SELECT g.message_id || ' ' || g.attempt FROM generations g JOIN nodes n ON n.id = g.node_id
        WHERE g.running = 1 AND n.until > clock_timestamp()
        """;

    private const string Interrupted = "SELECT message_id || ' ' || outcome_attempt FROM generations WHERE finish_reason = 'interrupted'";

    private readonly ClusterState cluster;
    private readonly List<string> running;
    private readonly List<string> nodes;

    private RestartCheck(ClusterState cluster)
    {
        this.cluster = cluster;
        running = cluster.Postgres.Ask(Running);
        nodes = cluster.Postgres.Ask("SELECT id FROM nodes WHERE until > clock_timestamp()");
    }

    public int Turns => running.Count;

    public static RestartCheck Begin(ClusterState cluster) => new(cluster);

    public void End()
    {
        Told("a restart of PostgreSQL interrupted a turn", running.Intersect(cluster.Postgres.Ask(Interrupted)));
        Told("a restart of PostgreSQL fenced a node", nodes.Except(cluster.Postgres.Ask("SELECT id FROM nodes")));

        void Told(string kind, IEnumerable<string> rows)
        {
            foreach (var row in rows) cluster.Tally.Violation(kind, row);
        }
    }
}
