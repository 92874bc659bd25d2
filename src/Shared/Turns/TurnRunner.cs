using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Turns;

/// <summary>Answers a turn from its beginning to its end: prompt, model, commit. It outlives the request that began the turn.</summary>
internal sealed partial class TurnRunner(
    IStore store,
    ModelCatalog models,
    PromptBuilder prompts,
    TurnFinisher commit,
    TurnMetrics metrics,
    UpstreamCalls calls,
    TimeProvider clock,
    IOptions<StreamingOptions> streaming,
    ILogger<TurnRunner> logger)
{
    /// <summary>A server that writes faster than it is read must not be read for ever before anybody sees it.</summary>
    private const int AtOnce = 256;

    /// <summary>Never throws: whatever happens becomes the turn's outcome, which is left to be told.</summary>
    public async Task<TurnOutcome> RunAsync(ActiveTurn activeTurn)
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
            (reason, failure) = (FinishReasons.Error, e.Problem);
            // Not the exception itself: a server's error may quote the prompt.
            LogUpstreamFailed(logger, turn.Id, turn.ModelTag, e.Problem.Detail, e.InnerException?.GetBaseException().GetType().Name, turn.TraceId);
        }
        catch (Exception e)
        {
            (reason, failure) = (FinishReasons.Error, Problem.Of(StatusCodes.Status500InternalServerError, "The turn failed on the server."));
            LogFailed(logger, e, turn.Id, turn.TraceId);
        }

        var outcome = await commit.RunAsync(activeTurn, reason, failure);
        var answer = outcome.Answer?.Id == turn.AnswerId ? outcome.Answer : null;
        if (answer is not null && streaming.Value.IsStrict)
        {
            // They came with the answer, without a checkpoint of their own.
            activeTurn.AppendTokens(activeTurn.Answer.Rest());
        }

        LogEnded(logger, turn.Id, turn.ConversationId, turn.UserId, turn.ModelTag, outcome.FinishReason, answer?.TokenCount ?? 0, answer?.InferenceTimeMs ?? 0, turn.TraceId);
        metrics.Ended(activeTurn.Answer, models.Route(turn.ModelTag)?.Name, outcome.FinishReason);
        span?.End(outcome.FinishReason);
        return outcome;
    }

    /// <summary>Streams the model's answer into the activeTurn and returns the finish reason.</summary>
    private async Task<string> AnswerAsync(ActiveTurn activeTurn)
    {
        var turn = activeTurn.Turn;
        var upstream = models.Route(turn.ModelTag)
            ?? throw new TurnFailedException(Problem.Of(StatusCodes.Status503ServiceUnavailable, models.Unknown(turn.ModelTag)));
        var prompt = await prompts.BuildAsync(activeTurn);
        if (!streaming.Value.IsStrict) return await AskAsync(activeTurn, upstream, prompt, tokens => activeTurn.AppendTokens(tokens.Text, tokens.Lengths));

        var durable = new StrictCheckpoints(store, activeTurn);
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
        using var either = CancellationTokenSource.CreateLinkedTokenSource(activeTurn.Stopping, stall.Token);
        using var tokens = new TokenBatch();
        var answered = false;
        try
        {
            await using var updates = upstream.Client.GetStreamingResponseAsync(prompt, OptionsFor(turn), either.Token).GetAsyncEnumerator(either.Token);
            while (true)
            {
                var next = updates.MoveNextAsync();
                if (!next.IsCompleted)
                {
                    // Tokens that came together are passed on together; what is here does not wait for what is still on its way.
                    Pass();
                    // A model that thinks sends what is no text, and is not silent.
                    stall.CancelAfter(patience);
                }

                if (!await next) break;
                upstream.Answered();
                answered = true;
                var before = tokens.Count;
                answer.Take(updates.Current, tokens);
                if (tokens.Count > before)
                {
                    patience = streaming.Value.StallTimeout;
                    call.Token();
                    if (tokens.Count >= AtOnce) Pass();
                }

                // Leaving the loop closes the connection, by which the model's server knows that it can stop.
                if (answer.IsFull) break;
            }

            return answer.FinishReason;
        }
        catch (OperationCanceledException) when (activeTurn.Stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException e) when (stall.IsCancellationRequested)
        {
            call.Fail(UpstreamFailure.Timeout);
            throw new TurnFailedException(UpstreamFailure.Silent(upstream), e);
        }
        catch (TurnFailedException)
        {
            throw;
        }
        catch (Exception e)
        {
            call.Fail(UpstreamFailure.KindOf(e));
            if (UpstreamFailure.IsUnreachable(e)) upstream.Unreachable();
            throw new TurnFailedException(UpstreamFailure.From(e, upstream), e);
        }
        finally
        {
            (call.Sent, call.Received) = (activeTurn.Sent.Tokens, answer.TokenCount);
            Pass();
        }

        void Pass()
        {
            if (tokens.Count > 0) take(tokens);
            tokens.Clear();
            // After them: whoever has waited for any answer sends its head and them at once.
            if (answered) activeTurn.UpstreamAnswered();
        }
    }

    private static ChatOptions OptionsFor(Turn turn) => new()
    {
        ModelId = turn.ModelTag,
        Temperature = (float?)turn.Sampling.Temperature,
        MaxOutputTokens = turn.Sampling.MaxTokens,
        TopK = turn.Sampling.TopK,
    };

    [LoggerMessage(EventIds.TurnEnded, LogLevel.Information, "Turn {turn_id} of conversation {conversation_id} ended: {finish_reason}, {token_count} tokens in {inference_time_ms} ms by {model_tag} {user_id} {trace_id}")]
    private static partial void LogEnded(ILogger logger, Guid turn_id, Guid conversation_id, Guid user_id, string model_tag, string finish_reason, int token_count, int inference_time_ms, string trace_id);

    [LoggerMessage(EventIds.UpstreamFailed, LogLevel.Warning, "Turn {turn_id} for {model_tag} failed: {detail} {cause} {trace_id}")]
    private static partial void LogUpstreamFailed(ILogger logger, Guid turn_id, string model_tag, string? detail, string? cause, string trace_id);

    [LoggerMessage(EventIds.TurnFailed, LogLevel.Error, "Turn {turn_id} failed on this server {trace_id}")]
    private static partial void LogFailed(ILogger logger, Exception error, Guid turn_id, string trace_id);
}
