using System.Diagnostics;
using System.Globalization;
using SamosaChaat.Bench.Cluster.Checks;
using SamosaChaat.Bench.Soak;

namespace SamosaChaat.Bench.Cluster;

/// <summary>
/// Shows whether several nodes on one PostgreSQL keep every promise while everything around them fails. People work, a fault happens every few
/// seconds, and checks look from outside.
/// </summary>
internal sealed class ClusterCommand(ClusterOptions options)
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);

    private readonly Tally tally = new();

    /// <returns>0 when nothing was wrong, 1 when something was.</returns>
    public async Task<int> RunAsync()
    {
        if (!OwnPostgres.IsInstalled) throw new ArgumentException("cluster needs PostgreSQL: a folder with initdb (SAMOSACHAAT_POSTGRES).");
        Console.WriteLine($"cluster: seed {options.Seed}, {options.Duration}, {options.Nodes} nodes, {string.Join(',', options.Faults)}");
        var folder = Directory.CreateTempSubdirectory("samosachaat-cluster-").FullName;
        await using (var cluster = new ClusterState(options, tally, folder))
        {
            var schedule = new FaultSchedule(cluster);
            try
            {
                await cluster.StartAsync();
                await LiveAsync(cluster, schedule);
            }
            catch (Exception e)
            {
                // Such as a node that does not start. The counts so far are still printed.
                tally.Violation("the run broke off", e.ToString());
            }

            Console.WriteLine(Totals(schedule));
        }

        if (tally.Violations.Count == 0) Directory.Delete(folder, recursive: true);
        else Console.Error.WriteLine($"The nodes' logs are in {folder}");
        return tally.Violations.Count == 0 ? 0 : 1;
    }

    private async Task LiveAsync(ClusterState cluster, FaultSchedule schedule)
    {
        using var faultsEnd = new CancellationTokenSource(options.Duration);
        using var allEnds = new CancellationTokenSource();
        cluster.Calm.IsHere = false;
        var lateness = new Lateness();
        var (ownerless, takeovers) = (new OwnerlessCheck(cluster, lateness), new TakeoverCheck(lateness));
        ISampleCheck[] checks = [new OneRunningTurnCheck(tally), new UserLimitCheck(tally), new OrphanCheck(tally), ownerless, takeovers];
        var sampling = new Sampler(cluster, lateness, checks).RunAsync(allEnds.Token);
        var living = cluster.People.Select(person => person.LiveAsync(faultsEnd.Token)).ToArray();
        var telling = TellAsync(faultsEnd.Token);
        await Task.WhenAll([schedule.RunAsync(faultsEnd.Token), telling, .. living]);
        await cluster.Revoked.EndAsync();
        await SettleAsync(cluster);

        var check = new FinalCheck(cluster.Model, strict: false, tally);
        await Task.WhenAll(cluster.Talks.GroupBy(talk => talk.Owner, talk => talk.Talk).Index()
            .Select(own => check.HoldAsync(cluster.Nodes[own.Index % options.Nodes].Run!, own.Item.Key.Client, [.. own.Item])));
        await allEnds.CancelAsync();
        await sampling;
        var turns = cluster.Talks.Where(talk => !talk.Talk.MayBeDeleted).SelectMany(talk => talk.Talk.Turns).ToArray();
        takeovers.Hold(turns);
        Console.WriteLine($"The latest token that is not stored came {takeovers.Latest.TotalSeconds:F1} s after the store had its attempt's end.");
        new StoreCheck(cluster.Model, tally, options.Seed).Hold(cluster.Postgres, turns);
        OneAnswerCheck.Hold(cluster);
    }

    /// <summary>Waits until every turn has ended. The model takes a few seconds for the longest one.</summary>
    private async Task SettleAsync(ClusterState cluster)
    {
        var since = Stopwatch.GetTimestamp();
        while (cluster.Postgres.Ask("SELECT message_id FROM generations WHERE running = 1") is { Count: > 0 } running)
        {
            if (Stopwatch.GetElapsedTime(since) > Settling)
            {
                tally.Violation("a turn does not end", string.Join(' ', running));
                break;
            }

            await Task.Delay(200);
        }

        // Each node knows by then whether it is still one.
        await Task.Delay(ClusterOptions.Lease + (2 * ClusterOptions.Heartbeat));
        cluster.Calm.IsHere = true;
    }

    private async Task TellAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(LineEvery, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Console.WriteLine($"      {Deeds()}, {tally.Violations.Values.Sum()} violations");
        }
    }

    private string Deeds() => string.Create(
        CultureInfo.InvariantCulture,
        $"{tally[Deed.TurnsAcknowledged]} turns, {tally[Deed.EventsRead]} events, {tally[Deed.ResumedReads]} resumed, "
            + $"{tally[Deed.Cancels]} cancelled, {tally[Deed.Retries]} retried, {tally[Deed.Regenerations]} regenerated");

    /// <summary>Everything in one line, after the kinds of violations.</summary>
    private string Totals(FaultSchedule schedule)
    {
        var wrong = tally.Violations.OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"VIOLATION {kind.Key}: {kind.Value}\n");
        var faults = string.Join(", ", schedule.Counts.OrderBy(kind => kind.Key).Select(kind => $"{kind.Key} {kind.Value}"));
        var all = $"cluster: seed {options.Seed}, {options.Duration}, {Deeds()}; faults: {faults}; {tally.Violations.Values.Sum()} violations";
        return string.Concat(wrong) + all;
    }
}
