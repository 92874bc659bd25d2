using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SamosaChaat.Bench.Cluster.Checks;

/// <summary>Checks that the access token of a session that has ended on one node works on the others for one lease at most.</summary>
internal sealed class RevokedTokenCheck(ClusterState cluster)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentQueue<Task> watching = [];

    /// <summary>To be called when a node has said that the session has ended.</summary>
    public void Watch(string token) => watching.Enqueue(WatchAsync(token, Stopwatch.GetTimestamp()));

    public Task EndAsync() => Task.WhenAll(watching);

    private async Task WatchAsync(string token, long revokedAt)
    {
        // It is used on all the time, as by somebody who does not know.
        while (Stopwatch.GetElapsedTime(revokedAt) < 3 * ClusterOptions.Lease)
        {
            foreach (var run in cluster.Runs)
            {
                var sentAfter = Stopwatch.GetElapsedTime(revokedAt);
                if (await WorksAsync(run, token) && sentAfter > ClusterOptions.Lease)
                {
                    cluster.Tally.Violation("a revoked token works", $"{sentAfter.TotalSeconds:F1} s later, on run {run.Number}");
                    return;
                }
            }

            await Task.Delay(Pause);
        }
    }

    private static async Task<bool> WorksAsync(NodeRun run, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/auth/me");
        request.Headers.Authorization = new("Bearer", token);
        using var patience = new CancellationTokenSource(ClusterOptions.Lease);
        try
        {
            using var response = await run.Http.SendAsync(request, patience.Token);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or SocketException)
        {
            return false;
        }
    }
}
