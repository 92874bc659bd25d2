using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Turns;

/// <summary>Runs a turn from its prompt to its last token, then passes it to the finisher. It outlives the turn's request.</summary>
internal sealed partial class TurnRunner(
    IStore store,
    ModelCatalog models,
    PromptBuilder prompts,
    ActiveTurns activeTurns,
    TurnFinisher finisher,
    StoreRetry retry,
    UpstreamCalls calls,
    NodeLease lease,
    TimeProvider clock,
    IOptions<StreamingOptions> streaming,
    ILogger<TurnRunner> logger)
{
    /// <summary>
    /// The maximum number of tokens that wait to be passed on together. A server can write faster than it is read. Without this limit, a
    /// subscriber would see nothing until the end.
    /// </summary>
    private const int AtOnce = 256;

    /// <summary>
    /// Runs a turn that is stored as running. The caller has reserved its conversation and taken a slot. The turn's end frees the slot.
    /// </summary>
    public ActiveTurn Start(Turn turn)
    {
        var activeTurn = new ActiveTurn(turn, new AnswerBuffer(clock, streaming.Value.MaxAnswerBytes, streaming.Value.MaxAnswerTokens, turn.Prefix));
        if (streaming.Value.OnDisconnect == StreamingOptions.Cancel)
        {
            activeTurn.Subscribers.Left += () => _ = StopIfAbandonedAsync(activeTurn);
        }

        activeTurns.Add(activeTurn);
        // Runs on this thread until the upstream is asked.
        _ = RunAsync(activeTurn);
        return activeTurn;
    }

    /// <summary>Runs the turn. Never throws: everything becomes the turn's outcome.</summary>
    internal async Task RunAsync(ActiveTurn activeTurn)
    {
        var turn = activeTurn.Turn;
        var span = TurnSpan.Begin(turn);
        string reason;
        Problem? failure = null;
        try
        {
            reason = await AnswerAsync(activeTurn);
        }
        catch (OperationCanceledException) when (activeTurn.Stopping.IsCancellationRequested)
        {
            reason = activeTurn.StopReason!;
        }
        catch (TurnFailedException e)
        {
            (reason, failure) = EndOf(activeTurn, e.Problem);
            if (e.Failure is { } upstream)
            {
                // The problem's detail stays out of the log, because an upstream's words may quote the prompt.
                var name = models.Route(turn.ModelTag)?.Name;
                LogUpstreamFailed(logger, turn.Id, turn.ModelTag, name, upstream.Kind, upstream.Cause, turn.TraceId);
            }
            else LogFailed(logger, e, turn.Id, turn.TraceId);
        }
        catch (Exception e)
        {
            (reason, failure) = EndOf(
                activeTurn, Problem.Of(StatusCodes.Status500InternalServerError, "The turn failed on the server."));
            LogFailed(logger, e, turn.Id, turn.TraceId);
        }

        await finisher.FinishAsync(activeTurn, reason, failure, span);
    }

    /// <summary>Ends a continuation that added nothing as if there had been none.</summary>
    private static (string Reason, Problem? Failure) EndOf(ActiveTurn activeTurn, Problem problem) =>
        activeTurn.Answer.HasOnlyPrefix ? (FinishReasons.Interrupted, null) : (FinishReasons.Error, problem);

    /// <summary>
    /// Stops the turn if it has no subscriber until the grace period ends. A subscriber that comes back and leaves again starts a new grace
    /// period. The end of an earlier one then decides nothing.
    /// </summary>
    private async Task StopIfAbandonedAsync(ActiveTurn activeTurn)
    {
        var leaving = activeTurn.Subscribers.Leavings;
        try
        {
            // The timer ends with the turn. Otherwise each subscriber of each turn would leave one behind.
            await activeTurn.Ended.WaitAsync(streaming.Value.DisconnectGrace, clock);
        }
        catch (TimeoutException)
        {
            if (activeTurn.Subscribers.Count == 0 && activeTurn.Subscribers.Leavings == leaving) activeTurn.Stop(FinishReasons.Cancelled);
        }
    }

    /// <summary>Streams the model's answer into the turn and returns the finish reason.</summary>
    private async Task<string> AnswerAsync(ActiveTurn activeTurn)
    {
        var turn = activeTurn.Turn;
        var upstream = models.Route(turn.ModelTag)
            ?? throw new TurnFailedException(Problem.Of(StatusCodes.Status503ServiceUnavailable, models.Unknown(turn.ModelTag)));
        var prompt = await retry.WhileAwayAsync(turn, async () => await prompts.BuildAsync(activeTurn, upstream));
        // The text before a seam may have used up what the request allows.
        if (OptionsFor(turn, upstream).MaxOutputTokens <= 0) return FinishReasons.Length;
        if (!streaming.Value.IsStrict)
        {
            return await AskAsync(activeTurn, upstream, prompt, tokens => activeTurn.AppendTokens(tokens.Text, tokens.Lengths));
        }

        var durable = new StrictCheckpoints(store, retry, activeTurn);
        try
        {
            return await AskAsync(activeTurn, upstream, prompt, _ => durable.Written());
        }
        finally
        {
            await durable.StopAsync();
        }
    }

    private async Task<string> AskAsync(ActiveTurn activeTurn, Upstream upstream, IEnumerable<ChatMessage> prompt, Action<TokenBatch> take)
    {
        var (turn, answer) = (activeTurn.Turn, activeTurn.Answer);
        var patience = streaming.Value.FirstTokenTimeout;
        using var call = calls.Begin(upstream, turn.ModelTag);
        using var stall = new CancellationTokenSource(patience, clock);
        using var thinking = new ThinkingTime(streaming.Value.MaxThinkingTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(activeTurn.Stopping, stall.Token, thinking.Over);
        using var tokens = new TokenBatch();
        var answered = false;
        try
        {
            await using var updates = upstream.Client.GetStreamingResponseAsync(prompt, OptionsFor(turn, upstream), either.Token)
                .GetAsyncEnumerator(either.Token);
            while (true)
            {
                // A node that may not act holds its tokens back. The upstream waits meanwhile.
                if (!lease.IsHeld) await lease.HeldAsync(activeTurn.Stopping);
                var next = updates.MoveNextAsync();
                if (!next.IsCompleted)
                {
                    // Tokens that came together are passed on together. They do not wait for tokens that are still to come.
                    Pass();
                    // A model that thinks sends updates without text. It is not silent.
                    stall.CancelAfter(patience);
                }

                if (!await next) break;
                upstream.Answered();
                answered = true;
                var before = tokens.Count;
                answer.Take(updates.Current, tokens);
                var hasContent = tokens.Lengths[before..].ContainsAnyInRange(1, int.MaxValue);
                thinking.Saw(isThinking: !hasContent);
                if (tokens.Count > before)
                {
                    // A model may be silent for longer between its reasoning and its answer than between two words.
                    if (hasContent) patience = streaming.Value.StallTimeout;
                    call.Token();
                    if (tokens.Count >= AtOnce) Pass();
                }

                // Leaving the loop closes the connection. The upstream then knows that it can stop.
                if (answer.IsFull) break;
            }

            return answer.FinishReason;
        }
        catch (OperationCanceledException) when (activeTurn.Stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException e) when (thinking.Over.IsCancellationRequested)
        {
            throw Failed(UpstreamFailure.Thinking(upstream, streaming.Value.MaxThinkingTime), e);
        }
        catch (OperationCanceledException e) when (stall.IsCancellationRequested)
        {
            throw Failed(UpstreamFailure.Silent(upstream), e);
        }
        catch (TurnFailedException)
        {
            throw;
        }
        catch (Exception e)
        {
            if (UpstreamFailure.IsUnreachable(e)) upstream.Unreachable();
            throw Failed(UpstreamFailure.From(e, upstream), e);
        }
        finally
        {
            (call.Sent, call.Received) = (activeTurn.Sent.Tokens, answer.ReceivedTokens);
            if (!lease.IsHeld) await lease.HeldAsync(CancellationToken.None);
            Pass();
        }

        TurnFailedException Failed(UpstreamFailure failure, Exception cause)
        {
            call.Fail(failure.Kind);
            return new(failure, cause);
        }

        void Pass()
        {
            if (tokens.Count > 0) take(tokens);
            tokens.Clear();
            // This comes after the tokens. A caller that waits for any answer then sends the headers and the tokens at once.
            if (answered) activeTurn.SetAnswered();
        }
    }

    private static ChatOptions OptionsFor(Turn turn, Upstream upstream)
    {
        var options = new ChatOptions
        {
            ModelId = turn.ModelTag,
            Temperature = (float?)turn.Sampling.Temperature,
            // The turn may have been sent to a model with a higher limit before.
            MaxOutputTokens = turn.Sampling.MaxTokens is { } tokens
                ? Math.Min(tokens, upstream.Limits.AnswerTokens) - turn.Prefix.Lengths.Length
                : null,
            TopK = turn.Sampling.TopK,
        };
        return turn.Prefix.IsEmpty ? options : options.Continuing(upstream.Continues);
    }

    [LoggerMessage(
        EventIds.UpstreamFailed,
        LogLevel.Warning,
        "Turn {turn_id} for {model_tag} failed: upstream {upstream}, {error_kind}, {cause} {trace_id}")]
    private static partial void LogUpstreamFailed(
        ILogger logger, Guid turn_id, string model_tag, string? upstream, string error_kind, string cause, string trace_id);

    [LoggerMessage(EventIds.TurnFailed, LogLevel.Error, "Turn {turn_id} failed on this server {trace_id}")]
    private static partial void LogFailed(ILogger logger, Exception error, Guid turn_id, string trace_id);
}
