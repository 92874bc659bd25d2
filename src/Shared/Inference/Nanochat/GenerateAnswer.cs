using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SamosaChaat.Shared.Inference.Nanochat;

/// <summary>The service's answer as updates: what has arrived together is one.</summary>
/// <param name="maxTokens">What the service was told; null if nothing.</param>
internal sealed class GenerateAnswer(int? maxTokens) : IDisposable
{
    private readonly GenerateEvents parser = new();
    private readonly TokenBatch tokens = new();
    private int count;
    private string half = "";
    private Exception? broken;

    /// <summary>True when the service has said that it is.</summary>
    public bool Done { get; private set; }

    /// <summary>
    /// All events that are here; null where there is none, since comments say nothing. Without tokens it is a sign of life. What comes before something wrong is
    /// worth having: <see cref="ThrowIfBroken"/> follows.
    /// </summary>
    public ChatResponseUpdate? Read(EventStreamReader events)
    {
        tokens.Clear();
        var any = false;
        try
        {
            while (!Done && events.TryRead(out var data))
            {
                any = true;
                if (half.Length == 0 && parser.TryText(data, out var text))
                {
                    tokens.Add(text);
                    if (text.Length > 0) count++;
                    continue;
                }

                var read = parser.Read(data);
                Done = read.Done;
                if (read.Token is { Length: > 0 } token) tokens.Add(Next(token));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or HttpIOException)
        {
            broken = e;
        }

        if (!any) return null;
        var update = new ChatResponseUpdate { Role = ChatRole.Assistant };
        if (tokens.Count > 0) update.Contents.Add(new TokensContent(tokens));
        // The service does not say why it is done; whoever wrote as much as was allowed was cut.
        if (Done) update.FinishReason = count == maxTokens ? ChatFinishReason.Length : ChatFinishReason.Stop;
        return update;
    }

    public void Dispose() => tokens.Dispose();

    public void ThrowIfBroken()
    {
        if (broken is not null) ExceptionDispatchInfo.Throw(broken);
    }

    /// <summary>Half of a pair waits for the other half, which comes with the next token; without it, it is no character.</summary>
    private string Next(string token)
    {
        count++;
        if (half.Length > 0) token = half + token;
        half = char.IsHighSurrogate(token[^1]) ? token[^1..] : "";
        return Whole(half.Length > 0 ? token[..^1] : token);
    }

    /// <summary>Halves that found no other become U+FFFD, as they would on the wire and in the store.</summary>
    private static string Whole(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
}
