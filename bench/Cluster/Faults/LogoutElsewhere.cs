using SamosaChaat.Bench.Soak;

namespace SamosaChaat.Bench.Cluster.Faults;

/// <summary>Lets somebody sign out on one node during requests on all others.</summary>
internal sealed class LogoutElsewhere : IClusterFault
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public string Name => "logout";

    public async Task HappenAsync(FaultMoment moment)
    {
        var cluster = moment.Cluster;
        moment.Say("somebody signs out on one node during requests on the others");
        if (await RegisterAsync(cluster, moment.Random.Next()) is not { } account) return;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(moment.Over);
        var asking = Task.WhenAll(cluster.Runs.Select(run => AskAsync(run, account.Client, enough.Token)));
        await moment.WaitAsync(0.2);
        // The token is used on until a lease and more has passed, so that every cache has it.
        await account.SignInAgainAsync(await cluster.CurrentRunAsync());
        await enough.CancelAsync();
        await asking;
    }

    private static async Task<PersonAccount?> RegisterAsync(ClusterState cluster, int number)
    {
        try
        {
            return await PersonAccount.RegisterAsync(cluster, await cluster.CurrentRunAsync(), $"visitor{number}@example.com");
        }
        catch (InvalidOperationException)
        {
            // That node stands still, or has no database.
            return null;
        }
    }

    private static async Task AskAsync(ServerRun run, Client client, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await client.StatusAsync(run, HttpMethod.Get, "/auth/me", null, 401);
            await Task.Delay(Pause, CancellationToken.None);
        }
    }
}
