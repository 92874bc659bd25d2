using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Turns;

/// <summary>
/// Lets <see cref="Takeover"/> take the turns that no server runs. It does this before the server listens. A node of a cluster also does it
/// after each heartbeat, because another node may have ended.
/// </summary>
internal sealed partial class TurnRecovery(
    Membership membership, NodeLease lease, ActiveTurns activeTurns, Takeover takeover, Drain drain, ILogger<TurnRecovery> logger)
    : IHostedService
{
    private int recovering;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        lease.Fenced += LeaveAll;
        await takeover.RunAsync(cancellationToken);
        membership.SawOthers += RecoverSoon;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        membership.SawOthers -= RecoverSoon;
        lease.Fenced -= LeaveAll;
        return Task.CompletedTask;
    }

    /// <summary>Leaves all turns of this node to the node that has taken them over.</summary>
    private void LeaveAll()
    {
        foreach (var activeTurn in activeTurns.All)
        {
            // From now on only the store knows the turn.
            activeTurns.Remove(activeTurn);
            activeTurn.Abandon();
        }
    }

    // The thread of the heartbeats must not wait. If the store fails, the next heartbeat tries again.
    private void RecoverSoon()
    {
        // A node that shuts down would soon end what it takes.
        if (drain.HasBegun || Interlocked.Exchange(ref recovering, 1) == 1) return;
        _ = Task.Run(async () =>
        {
            try
            {
                await takeover.RunAsync(CancellationToken.None);
            }
            catch (Exception e)
            {
                LogFailed(logger, e);
            }
            finally
            {
                Interlocked.Exchange(ref recovering, 0);
            }
        });
    }

    [LoggerMessage(EventIds.RecoveryFailed, LogLevel.Error, "Cannot end the turns of nodes that are gone; the next heartbeat tries again")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
