using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Events;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Shared.Turns;

/// <summary>
/// Ends the turns that no server runs, with their stored text. Runs them again if <see cref="StreamingOptions.Recovery"/> says so. It does
/// this before the server listens. A node of a cluster also does it after each heartbeat, because another node may have ended.
/// </summary>
internal sealed partial class TurnRecovery(
    IStore store,
    Membership membership,
    NodeLease lease,
    ClusterMetrics metrics,
    ActiveTurns activeTurns,
    TurnRunner runner,
    TurnSlots slots,
    TimeProvider clock,
    IOptions<StreamingOptions> options,
    ILogger<TurnRecovery> logger)
    : IHostedService
{
    /// <summary>The number of turns to read at a time. An answer may be a megabyte.</summary>
    private const int Batch = 100;

    /// <summary>
    /// The maximum number of attempts that run without a request. A turn that ends the process each time must not run for ever. A user can
    /// still ask for another attempt.
    /// </summary>
    private const int MostAttempts = 3;

    private int recovering;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        lease.Fenced += LeaveAll;
        await RecoverAsync(cancellationToken);
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
        if (Interlocked.Exchange(ref recovering, 1) == 1) return;
        _ = Task.Run(async () =>
        {
            try
            {
                await RecoverAsync(CancellationToken.None);
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

    private async Task RecoverAsync(CancellationToken ct)
    {
        var cut = new List<UnfinishedTurn>();
        while (await store.ReadAsync(new ReadUnfinishedTurns(Batch), ct) is { Count: > 0 } unfinished)
        {
            var ends = await Task.WhenAll(unfinished.Select(turn => store.WriteAsync(Interrupt(turn), ct).AsTask()));
            // Another node may have ended some of them first.
            cut.AddRange(unfinished.Zip(ends).Where(pair => pair.Second.Found).Select(pair => pair.First with { Pieces = [] }));
        }

        if (cut.Count == 0) return;
        LogInterrupted(logger, cut.Count);
        metrics.Interrupted(cut.Count);
        if (options.Value.Recovery != StreamingOptions.Regenerate) return;
        foreach (var turn in cut.Where(turn => turn.Turn.Attempt + 1 < MostAttempts)) await RunAgainAsync(turn, ct);
    }

    private FinishTurn Interrupt(UnfinishedTurn unfinished)
    {
        var (turn, pieces) = (unfinished.Turn, unfinished.Pieces);
        byte[] packed = [.. pieces.SelectMany(piece => piece.TokenLengths)];
        var lengths = TokenLengths.Unpack(packed);
        var (content, reasoning) = TokenText.Split(string.Concat(pieces.Select(piece => piece.Text)), lengths);
        var contentTokens = lengths.Count(length => length > 0);
        var answer = contentTokens == 0 ? null : new Message(
            clock.NewId(),
            turn.ConversationId,
            unfinished.Question.Sequence + 1,
            Roles.Assistant,
            content,
            contentTokens,
            turn.ModelTag,
            pieces[^1].ElapsedMs,
            clock.Now());
        var outcome = new StoredOutcome(
            FinishReasons.Interrupted,
            turn.Attempt,
            packed,
            Failure: null,
            reasoning.Length > 0 ? new(reasoning, lengths.Length - contentTokens) : null);
        return new(unfinished.Question, new(outcome, answer, turn.Sent, HasCheckpoints: true), unfinished.Standing, clock.Now());
    }

    /// <summary>Runs a turn again. Its earlier text stays until the new attempt has written more.</summary>
    private async Task RunAgainAsync(UnfinishedTurn cut, CancellationToken ct)
    {
        var answerId = clock.NewId();
        var restart = new RestartTurn(
            cut.UserId, cut.Turn.ConversationId, cut.Turn.Id, answerId, mayStart: true, clock.Now(), slots.UserLimitInStore);
        var result = await store.WriteAsync(restart, ct);
        // A user, on any node, may have started it again or deleted its conversation.
        if (result is not { Status: StartTurnStatus.Started, Turn: { } turn, Question: { } question }) return;

        metrics.Restarted();
        slots.Take(cut.UserId);
        var traceId = $"recovery-{turn.Id}";
        var activeTurn = runner.Start(
            new(cut.UserId, question, turn.Attempt, turn.ModelTag, turn.Sampling, answerId, result.Standing, traceId, result.Instructions));
        // The turn's subscribers left with the old process. This departure starts the same grace period as any other.
        activeTurn.Subscribers.Add().Dispose();
    }

    [LoggerMessage(EventIds.RecoveryFailed, LogLevel.Error, "Cannot end the turns of nodes that are gone; the next heartbeat tries again")]
    private static partial void LogFailed(ILogger logger, Exception error);

    [LoggerMessage(EventIds.TurnsInterrupted, LogLevel.Warning, "Marked {turns} turns of the last run as interrupted")]
    private static partial void LogInterrupted(ILogger logger, int turns);
}
