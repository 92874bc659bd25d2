using System.Buffers;
using System.Text;
using Microsoft.Extensions.AI;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Streaming;

/// <summary>An answer while it grows: its text, its tokens and its time, counted from when it was made.</summary>
/// <param name="maxBytes">How long its text may become, in UTF-8.</param>
internal sealed class Answer(TimeProvider clock, int maxBytes)
{
    private readonly StringBuilder text = new();
    private readonly long started = clock.GetTimestamp();
    private int bytes;
    private long lastToken;
    private int tokenEvents;
    private int? reportedTokens;

    /// <summary><see cref="GenerationStatus.Stop"/> until the model's server says otherwise.</summary>
    public string FinishReason { get; private set; } = GenerationStatus.Stop;

    /// <summary>True once something had to be left out: there is no sense in taking more.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Takes in what the model's server sent; returns the text in it, or null if there is none.</summary>
    public string? Take(ChatResponseUpdate update)
    {
        if (update.FinishReason == ChatFinishReason.Length) FinishReason = GenerationStatus.Length;
        foreach (var content in update.Contents)
        {
            if (content is UsageContent { Details.OutputTokenCount: { } count }) reportedTokens = (int)count;
        }

        var token = Fitting(update.Text);
        if (token.Length == 0) return null;
        text.Append(token);
        tokenEvents++;
        lastToken = clock.GetTimestamp();
        return token;
    }

    /// <summary>As much of a text as there is room for, in whole characters.</summary>
    private string Fitting(string token)
    {
        var room = maxBytes - bytes;
        var size = Encoding.UTF8.GetByteCount(token);
        if (size > room)
        {
            (IsFull, FinishReason) = (true, GenerationStatus.Length);
            var length = 0;
            size = 0;
            while (Rune.DecodeFromUtf16(token.AsSpan(length), out var rune, out var chars) == OperationStatus.Done && size + rune.Utf8SequenceLength <= room)
            {
                size += rune.Utf8SequenceLength;
                length += chars;
            }

            token = token[..length];
        }

        bytes += size;
        return token;
    }

    /// <summary>A model that ended by itself may have said nothing, and that is its answer; a turn that was cut off before its first token has none.</summary>
    public bool IsWorthKeeping(string reason) => text.Length > 0 || reason is GenerationStatus.Stop or GenerationStatus.Length;

    public Message ToMessage(Turn turn) => new(
        turn.AnswerId,
        turn.ConversationId,
        turn.UserMessage.Sequence + 1,
        Roles.Assistant,
        text.ToString(),
        reportedTokens ?? tokenEvents,
        turn.ModelTag,
        tokenEvents == 0 ? 0 : (int)clock.GetElapsedTime(started, lastToken).TotalMilliseconds,
        clock.Now());
}
