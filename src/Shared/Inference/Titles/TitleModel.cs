using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Inference.Titles;

/// <summary>
/// Asks a model for the title of a conversation. It is bounded in time, in length, and in the number of requests at once.
/// </summary>
internal sealed partial class TitleModel(
    ModelCatalog models, UpstreamCalls calls, IOptions<TitlesOptions> options, TimeProvider clock, ILogger<TitleModel> logger) : IDisposable
{
    /// <summary>The maximum number of titles that are written at once. One more is not written, so that answers have the models.</summary>
    private const int AtOnce = 4;

    private const int MaxTokens = 64;

    /// <summary>The maximum number of characters that are read of an answer.</summary>
    private const int MaxAnswer = 1_000;

    /// <summary>The maximum number of characters that the model gets of the question, and of the answer.</summary>
    private const int MaxText = 1_000;

    private static readonly CompositeFormat Prompt = CompositeFormat.Parse(
        "Write a title for the conversation below: at most six words, in the language of its question. "
        + "Reply with the title alone, without quotation marks.\n\nQuestion:\n{0}\n\nAnswer:\n{1}");

    private readonly SemaphoreSlim free = new(AtOnce);

    /// <summary>True if there is a model that writes titles.</summary>
    public bool IsSet => options.Value.Model is not null;

    /// <summary>Returns a title. Null if there is no model or if it fails, which is logged.</summary>
    /// <param name="question">The first question of the conversation.</param>
    /// <param name="answer">The answer to it.</param>
    /// <exception cref="OperationCanceledException">The title is no longer wanted.</exception>
    public async Task<string?> AskAsync(string question, string answer, CancellationToken ct)
    {
        if (options.Value.Model is not { } model || models.Route(model) is not { } upstream || !await free.WaitAsync(0, ct)) return null;
        try
        {
            using var patience = new CancellationTokenSource(options.Value.Timeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
            return TitleText.From(await AskAsync(upstream, model, question, answer, either.Token));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            LogFailed(logger, model, upstream.Name, "it took too long");
            return null;
        }
        catch (Exception e)
        {
            LogFailed(logger, model, upstream.Name, UpstreamFailure.From(e, upstream).Cause);
            return null;
        }
        finally
        {
            free.Release();
        }
    }

    public void Dispose() => free.Dispose();

    private async Task<string> AskAsync(Upstream upstream, string model, string question, string answer, CancellationToken ct)
    {
        var prompt = string.Format(CultureInfo.InvariantCulture, Prompt, Beginning(question), Beginning(answer));
        var request = new ChatOptions { ModelId = model, MaxOutputTokens = Math.Min(MaxTokens, upstream.Limits.AnswerTokens) };
        var title = new StringBuilder();
        using var call = calls.Begin(upstream, model);
        try
        {
            await foreach (var update in upstream.Client.GetStreamingResponseAsync([new(ChatRole.User, prompt)], request, ct))
            {
                upstream.Answered();
                title.Append(TokensContent.TextOf(update));
                // A model may ignore the maximum. Leaving the loop closes the connection.
                if (title.Length > MaxAnswer) break;
            }
        }
        catch (Exception e)
        {
            call.Fail(e is OperationCanceledException ? "cancelled" : UpstreamFailure.From(e, upstream).Kind);
            throw;
        }

        return title.ToString();
    }

    /// <summary>Cuts a text, and not in the middle of a character.</summary>
    private static string Beginning(string text)
    {
        if (text.Length <= MaxText) return text;
        return text[..(char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText)];
    }

    [LoggerMessage(EventIds.TitleFailed, LogLevel.Warning, "No title by {model_tag}: upstream {upstream}, {cause}")]
    private static partial void LogFailed(ILogger logger, string model_tag, string upstream, string cause);
}
