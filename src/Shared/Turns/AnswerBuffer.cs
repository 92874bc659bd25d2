using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.AI;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Shared.Turns;

/// <summary>
/// An answer while it grows: its text, its tokens and its time, counted from when it was made; and how much of it is checkpointed. One thread writes it,
/// another may take checkpoints.
/// </summary>
/// <param name="maxBytes">How long its text may become, in UTF-8.</param>
/// <param name="maxTokens">How many pieces the model may send, with text or without.</param>
internal sealed class AnswerBuffer(TimeProvider clock, int maxBytes, int maxTokens)
{
    private readonly Lock gate = new();
    private readonly long started = clock.GetTimestamp();
    private StringBuilder text = new();
    private List<int> lengths = [];
    private int bytes;
    private int withoutText;
    private long firstToken;
    private long lastToken;
    private int? reportedTokens;
    private int savedTokens;
    private int savedText;
    private long unsavedSince;
    private bool saving;
    private bool hasCheckpoints;
    private bool closed;

    /// <summary><see cref="FinishReasons.Stop"/> until the model's server says otherwise.</summary>
    public string FinishReason { get; private set; } = FinishReasons.Stop;

    /// <summary>True once something had to be left out: there is no sense in taking more.</summary>
    public bool IsFull { get; private set; }

    /// <summary>True while the model has written nothing.</summary>
    public bool IsEmpty => bytes == 0;

    /// <summary>As the model's server counts, if it says so.</summary>
    public int TokenCount => reportedTokens ?? lengths.Count;

    /// <summary>Since it was made.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(started);

    /// <summary>From the first token to the last; null where that says nothing.</summary>
    public double? TokensPerSecond => lengths.Count > 1 && lastToken > firstToken ? (lengths.Count - 1) / clock.GetElapsedTime(firstToken, lastToken).TotalSeconds : null;

    /// <summary>Takes in what the model's server sent, each text in it as a token.</summary>
    /// <param name="taken">To which the tokens are added.</param>
    public void Take(ChatResponseUpdate update, TokenBatch taken)
    {
        if (update.FinishReason == ChatFinishReason.Length) FinishReason = FinishReasons.Length;
        var (tokens, chars) = (taken.Count, taken.Text.Length);
        foreach (var content in update.Contents)
        {
            if (content is UsageContent { Details.OutputTokenCount: { } count }) reportedTokens = (int)count;
            else if (content is TextContent { Text: { Length: > 0 } text }) taken.Add(Fitting(text, lengths.Count + taken.Count - tokens));
            else if (content is TokensContent several) Take(several.Tokens, taken, lengths.Count + taken.Count - tokens);
        }

        // A model that only thinks, for ever, is cut as well.
        if (taken.Count > tokens) Add(taken.Text[chars..], taken.Lengths[tokens..]);
        else if (++withoutText > maxTokens) Cut();
    }

    /// <summary>What is not checkpointed yet; null if that is nothing, or nothing this old, or if the last piece is still on its way. <see cref="Saved"/> follows.</summary>
    /// <param name="age">How long the oldest of it must have waited.</param>
    public Checkpoint? TakeUnsaved(TimeSpan age)
    {
        lock (gate)
        {
            if (closed || saving || lengths.Count == savedTokens || clock.GetElapsedTime(unsavedSince) < age) return null;
            (saving, hasCheckpoints) = (true, true);
            // What comes from now on has not waited longer than since now.
            unsavedSince = clock.GetTimestamp();
            return Unsaved();
        }
    }

    /// <summary>No checkpoint is taken from now on. True if one has been: the store has pieces of it, or is about to.</summary>
    public bool Close()
    {
        lock (gate)
        {
            closed = true;
            return hasCheckpoints;
        }
    }

    /// <param name="piece">Null if it could not be saved: then it is taken again.</param>
    public void Saved(Checkpoint? piece)
    {
        lock (gate)
        {
            saving = false;
            if (piece is null) return;
            savedTokens += TokenLengths.Count(piece.TokenLengths);
            savedText += piece.Text.Length;
        }
    }

    /// <summary>What no checkpoint has.</summary>
    public Checkpoint Rest()
    {
        lock (gate) return Unsaved();
    }

    /// <summary>Lets go of the text, which is stored and told by now: whoever still holds the turn has no use for it.</summary>
    public void LetGo()
    {
        lock (gate) (text, lengths, savedText, savedTokens) = (new(), [], 0, 0);
    }

    /// <summary>Of all its tokens.</summary>
    public byte[] PackLengths() => TokenLengths.Pack(CollectionsMarshal.AsSpan(lengths));

    private void Add(ReadOnlySpan<char> tokens, ReadOnlySpan<int> theirLengths)
    {
        lock (gate)
        {
            lastToken = clock.GetTimestamp();
            if (lengths.Count == 0) firstToken = lastToken;
            if (lengths.Count == savedTokens) unsavedSince = lastToken;
            text.Append(tokens);
            lengths.AddRange(theirLengths);
        }
    }

    /// <summary>All of them at once where there is room for all, as there nearly always is.</summary>
    /// <param name="before">How many tokens there are already.</param>
    private void Take(TokenBatch tokens, TokenBatch taken, int before)
    {
        var size = Encoding.UTF8.GetByteCount(tokens.Text);
        if (!IsFull && size <= maxBytes - bytes && tokens.Count <= maxTokens - before)
        {
            bytes += size;
            taken.Add(tokens);
            return;
        }

        var text = tokens.Text;
        foreach (var length in tokens.Lengths)
        {
            taken.Add(Fitting(text[..length], before++));
            text = text[length..];
        }
    }

    /// <summary>As much of a text as there is room for, in whole characters.</summary>
    /// <param name="before">How many tokens there are already.</param>
    private ReadOnlySpan<char> Fitting(ReadOnlySpan<char> token, int before)
    {
        if (IsFull) return [];
        if (before == maxTokens)
        {
            Cut();
            return [];
        }

        var room = maxBytes - bytes;
        var size = Encoding.UTF8.GetByteCount(token);
        if (size > room)
        {
            Cut();
            var length = 0;
            size = 0;
            while (Rune.DecodeFromUtf16(token[length..], out var rune, out var chars) == OperationStatus.Done && size + rune.Utf8SequenceLength <= room)
            {
                size += rune.Utf8SequenceLength;
                length += chars;
            }

            token = token[..length];
        }

        bytes += size;
        return token;
    }

    private void Cut() => (IsFull, FinishReason) = (true, FinishReasons.Length);

    /// <summary>A model that ended by itself may have said nothing, and that is its answer; a turn that was cut off before its first token has none.</summary>
    public bool IsWorthKeeping(string reason) => text.Length > 0 || reason is FinishReasons.Stop or FinishReasons.Length;

    public Message ToMessage(Turn turn) => new(
        turn.AnswerId,
        turn.ConversationId,
        turn.UserMessage.Sequence + 1,
        Roles.Assistant,
        text.ToString(),
        TokenCount,
        turn.ModelTag,
        ElapsedMs(),
        clock.Now());

    private Checkpoint Unsaved() => new(
        savedTokens,
        text.ToString(savedText, text.Length - savedText),
        TokenLengths.Pack(CollectionsMarshal.AsSpan(lengths)[savedTokens..]),
        ElapsedMs());

    private int ElapsedMs() => lengths.Count == 0 ? 0 : (int)clock.GetElapsedTime(started, lastToken).TotalMilliseconds;
}
