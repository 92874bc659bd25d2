using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SamosaChaat.Shared.Inference;

/// <summary>
/// Converts the events of one answer to updates. Events that arrived together form one update. A kind of upstream says how it reads an
/// event. One thread uses it.
/// </summary>
/// <param name="thinkTags">True to separate reasoning in tags from the text.</param>
internal abstract class AnswerReader(bool thinkTags) : IDisposable
{
    private readonly EventTemplate template = new();
    private readonly TokenBatch tokens = new();
    private readonly ThinkTags? tags = thinkTags ? new() : null;
    private string halfText = "";
    private string halfReasoning = "";
    private bool mayBeText = true;
    private Exception? broken;

    /// <summary>True after the upstream has ended the answer. Reading more is then useless.</summary>
    public bool Done { get; protected set; }

    /// <summary>The number of tokens that were read, of text and of reasoning.</summary>
    protected int Count { get; private set; }

    /// <summary>True if the text or the reasoning has a token.</summary>
    protected bool HasTokens => Count > 0;

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
                // An event without a value is none.
                if (data.IsEmpty || data.SequenceEqual("null"u8)) continue;
                any = true;
                if (mayBeText && halfText.Length == 0 && tags is null or { IsOver: true } && template.TryText(data, out var text))
                {
                    tokens.Add(text);
                    if (text.Length > 0) Count++;
                    continue;
                }

                Take(data, template);
            }
        }
        catch (Exception e) when (e is JsonException or UnreadableAnswerException)
        {
            Break(e);
        }

        return any ? Update() : null;
    }

    /// <summary>True after an invalid event.</summary>
    public bool IsBroken => broken is not null;

    public void ThrowIfBroken()
    {
        if (broken is not null) ExceptionDispatchInfo.Throw(broken);
    }

    public void Dispose() => tokens.Dispose();

    /// <summary>Keeps the failure until the tokens before it are passed on.</summary>
    protected void Break(Exception failure) => broken = failure is JsonException json
        ? new UnreadableAnswerException(string.Create(
            CultureInfo.InvariantCulture, $"sent an event that is not JSON (byte {json.BytePositionInLine ?? 0})"))
        : failure;

    /// <summary>Reads one event.</summary>
    /// <param name="learned">Learns the JSON around a token, if the event has a token and nothing else.</param>
    protected abstract void Take(ReadOnlySpan<byte> data, EventTemplate learned);

    /// <summary>Adds what the kind knows beside the tokens, such as the end.</summary>
    protected abstract void Complete(ChatResponseUpdate update);

    protected void AddText(string token)
    {
        if (token.Length == 0) return;
        Count++;
        token = Whole(token, ref halfText);
        if (tags is null) tokens.Add(token);
        else tags.Add(token, tokens);
    }

    protected void AddReasoning(string token)
    {
        if (token.Length == 0) return;
        Count++;
        tokens.Add(Whole(token, ref halfReasoning), isReasoning: true);
    }

    /// <summary>Adds what may have been the beginning of a tag. No token follows. Half of a surrogate pair at the end is no text.</summary>
    protected void EndTokens()
    {
        mayBeText = false;
        tags?.End(tokens);
    }

    /// <summary>Returns an update with the tokens so far.</summary>
    protected ChatResponseUpdate Update()
    {
        var update = new ChatResponseUpdate { Role = ChatRole.Assistant };
        if (tokens.Count > 0) update.Contents.Add(new TokensContent(tokens));
        Complete(update);
        return update;
    }

    /// <summary>Holds back the first half of a surrogate pair until the next token brings the second half.</summary>
    private static string Whole(string token, ref string half)
    {
        if (half.Length > 0) token = half + token;
        half = char.IsHighSurrogate(token[^1]) ? token[^1..] : "";
        return Replaced(half.Length > 0 ? token[..^1] : token);
    }

    /// <summary>Replaces unpaired surrogates with U+FFFD, like the response and the store would.</summary>
    private static string Replaced(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
}
