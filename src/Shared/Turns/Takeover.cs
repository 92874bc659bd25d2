using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Shared.Turns;

/// <summary>
/// Takes over the turns that no server runs. It continues each one, or ends it with its stored text, or runs it again, as
/// <see cref="StreamingOptions.Recovery"/> says.
/// </summary>
internal sealed partial class Takeover(
    IStore store,
    ModelCatalog models,
    TurnRunner runner,
    TurnSlots slots,
    DailyQuotas quotas,
    ClusterMetrics metrics,
    TimeProvider clock,
    IOptions<StreamingOptions> options,
    ILogger<Takeover> logger)
{
    /// <summary>The number of turns to read at a time. An answer may be a megabyte.</summary>
    private const int Batch = 100;

    /// <summary>
    /// The maximum number of attempts that run without a request. A turn that ends the process each time must not run for ever. A user can
    /// still ask for another attempt.
    /// </summary>
    private const int MostAttempts = 3;

    /// <summary>The maximum number of continuations of an attempt, for the same reason.</summary>
    private const int MostSeams = 3;

    public async Task RunAsync(CancellationToken ct)
    {
        var (ended, continued, last) = (new List<(UnfinishedTurn Turn, End End)>(), 0, Guid.Empty);
        while (await store.ReadAsync(new ReadUnfinishedTurns(Batch, last), ct) is { Count: > 0 } unfinished)
        {
            last = unfinished[^1].Turn.ConversationId;
            var ends = await Task.WhenAll(unfinished.Select(turn => TakeAsync(turn, ct)));
            continued += ends.Count(end => end == End.Continued);
            // The pieces are in the answer now, and not needed any more.
            ended.AddRange(unfinished
                .Zip(ends, (turn, end) => (turn with { Pieces = [] }, end))
                .Where(pair => pair.end is End.WithText or End.WithoutText));
        }

        if (continued > 0) LogContinued(logger, continued);
        metrics.Continued(continued);
        if (ended.Count == 0) return;
        LogInterrupted(logger, ended.Count);
        metrics.Interrupted(ended.Count);
        foreach (var (turn, _) in ended.Where(pair => RunsAgain(pair.Turn, pair.End))) await RunAgainAsync(turn, ct);
    }

    private enum End
    {
        /// <summary>Another node was faster.</summary>
        Lost,
        Continued,
        WithText,
        WithoutText,
    }

    private async Task<End> TakeAsync(UnfinishedTurn cut, CancellationToken ct)
    {
        var prefix = new AnswerPrefix(cut.Pieces);
        if (prefix.HasVisibleText && CanContinue(cut.Turn) && await ContinueAsync(cut, prefix, ct)) return End.Continued;
        // Nobody continues an answer in the trash. If another node was faster, this writes nothing.
        if (!(await store.WriteAsync(Interrupt(cut, prefix), ct)).Found) return End.Lost;
        return prefix.HasVisibleText ? End.WithText : End.WithoutText;
    }

    private bool CanContinue(TurnRecord turn) =>
        options.Value.Recovery == StreamingOptions.Continue
        && turn.Seams.All.Count < MostSeams
        && models.Route(turn.ModelTag) is { CanContinue: true };

    /// <summary>A turn without text loses nothing by another attempt, and there is nothing to continue.</summary>
    private bool RunsAgain(UnfinishedTurn cut, End end) => cut.Turn.Attempt + 1 < MostAttempts && options.Value.Recovery switch
    {
        StreamingOptions.Regenerate => true,
        StreamingOptions.Continue => end == End.WithoutText,
        _ => false,
    };

    /// <summary>
    /// Lets the model continue the stored text, in the same attempt. Returns false if another node was faster, or for one in the trash.
    /// </summary>
    private async Task<bool> ContinueAsync(UnfinishedTurn cut, AnswerPrefix prefix, CancellationToken ct)
    {
        var answerId = clock.NewId();
        var command = new ContinueTurn(cut.UserId, cut.Turn, prefix.End, answerId);
        if (await store.WriteAsync(command, ct) is not { } continued) return false;
        Run(cut, continued.Turn, answerId, cut.Standing, continued.Instructions, prefix);
        return true;
    }

    private FinishTurn Interrupt(UnfinishedTurn cut, AnswerPrefix prefix)
    {
        var turn = cut.Turn;
        var answer = prefix.ContentTokens == 0 ? null : new Message(
            clock.NewId(),
            turn.ConversationId,
            cut.Question.Sequence + 1,
            Roles.Assistant,
            prefix.Content,
            prefix.ContentTokens,
            turn.ModelTag,
            prefix.ElapsedMs,
            clock.Now());
        var outcome = new StoredOutcome(FinishReasons.Interrupted, turn.Attempt, prefix.PackedLengths, Failure: null, prefix.Reasoning);
        var end = new AttemptEnd(outcome, answer, turn.Sent, HasCheckpoints: true)
        {
            Seams = turn.Seams,
            Spent = new(cut.UserId, quotas.Day, (turn.Sent?.Tokens ?? 0) + prefix.Lengths.Length),
        };
        return new(cut.Question, end, cut.Standing, clock.Now());
    }

    /// <summary>Runs a turn again. Its earlier text stays until the new attempt has written more.</summary>
    private async Task RunAgainAsync(UnfinishedTurn cut, CancellationToken ct)
    {
        var answerId = clock.NewId();
        var restart = new RestartTurn(
            cut.UserId, cut.Turn.ConversationId, cut.Turn.Id, answerId, mayStart: true, clock.Now(), slots.UserLimitInStore,
            keepsFollowing: cut.Turn.KeepsFollowing);
        StartTurnResult result;
        try
        {
            result = await store.WriteAsync(restart, ct);
        }
        catch (InsufficientStorageException)
        {
            // A server must start on a full disk, too. The user can ask again.
            return;
        }

        // A user, on any node, may have started it again or deleted its conversation.
        if (result is not { Status: StartTurnStatus.Started, Turn: { } turn }) return;
        metrics.Restarted();
        Run(cut, turn, answerId, result.Standing, result.Instructions, AnswerPrefix.None);
    }

    private void Run(
        UnfinishedTurn cut, TurnRecord turn, Guid answerId, string? standing, Instructions? instructions, AnswerPrefix prefix)
    {
        slots.Take(cut.UserId);
        var traceId = $"recovery-{turn.Id}";
        var activeTurn = runner.Start(
            new(cut.UserId, cut.Question, turn.Attempt, turn.ModelTag, turn.Sampling, answerId, standing, traceId, instructions)
            {
                Prefix = prefix,
                Seams = turn.Seams,
            });
        // The turn's subscribers left with the old process. This departure starts the same grace period as any other.
        activeTurn.Subscribers.Add().Dispose();
    }

    [LoggerMessage(EventIds.TurnsInterrupted, LogLevel.Warning, "Marked {turns} turns of the last run as interrupted")]
    private static partial void LogInterrupted(ILogger logger, int turns);

    [LoggerMessage(EventIds.TurnsContinued, LogLevel.Warning, "Continues the answers of {turns} turns that were cut off")]
    private static partial void LogContinued(ILogger logger, int turns);
}
