using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SamosaChaat.Shared.Inference.Nanochat;

/// <summary>Converts the service's events to updates. Events that arrived together form one update.</summary>
/// <param name="maxTokens">The max_tokens of the request. Null if it had none.</param>
internal sealed class GenerateAnswer(int? maxTokens) : IDisposable
{
    private readonly GenerateEvents parser = new();
    private readonly TokenBatch tokens = new();
    private int count;
    private string half = "";
    private Exception? broken;

    /// <summary>True after the service has sent done.</summary>
    public bool Done { get; private set; }

    /// <summary>
    /// Reads all complete events. Returns null if there are none, because comments are ignored. An update without tokens is a sign of life.
    /// An update before an invalid event is still useful. Call <see cref="ThrowIfBroken"/> after it.
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
        // The service sends no finish reason. An answer with max_tokens tokens was cut off.
        if (Done) update.FinishReason = count == maxTokens ? ChatFinishReason.Length : ChatFinishReason.Stop;
        return update;
    }

    public void Dispose() => tokens.Dispose();

    public void ThrowIfBroken()
    {
        if (broken is not null) ExceptionDispatchInfo.Throw(broken);
    }

    /// <summary>Holds back the first half of a surrogate pair until the next token brings the second half.</summary>
    private string Next(string token)
    {
        count++;
        if (half.Length > 0) token = half + token;
        half = char.IsHighSurrogate(token[^1]) ? token[^1..] : "";
        return Whole(half.Length > 0 ? token[..^1] : token);
    }

    /// <summary>Replaces unpaired surrogates with U+FFFD, like the response and the store would.</summary>
    private static string Whole(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
}
