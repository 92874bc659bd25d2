namespace SamosaChaat.Bench.Cluster.Faults;

/// <param name="Random">Of this fault alone, so that what it draws does not depend on how long others take.</param>
/// <param name="Say">Prints what happens, with its time.</param>
/// <param name="Over">Is cancelled when the run is over. All waits then end at once.</param>
internal sealed record FaultMoment(ClusterState Cluster, Random Random, Action<string> Say, CancellationToken Over)
{
    /// <summary>Waits for so many leases, or until the run is over.</summary>
    public Task WaitAsync(double leases) => WaitAsync(leases * ClusterOptions.Lease);

    public async Task WaitAsync(TimeSpan time) => await Task.Delay(time, Over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Returns a number of leases between none and so many.</summary>
    public double Leases(double atMost) => Math.Round(Random.NextDouble() * atMost, 1);
}
