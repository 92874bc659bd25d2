using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.AI;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Shared.Turns;

/// <summary>
/// Keeps the text, tokens and times of an answer while it grows. One thread, which reads the model, calls <see cref="Take"/>. Another
/// thread may take checkpoints at the same time.
/// </summary>
/// <param name="maxBytes">The maximum number of UTF-8 bytes of text.</param>
/// <param name="maxTokens">The maximum number of updates that the model may send, with text or without.</param>
/// <param name="prefix">The stored text that the model continues. Its size counts. Empty for a new answer.</param>
internal sealed class AnswerBuffer(TimeProvider clock, int maxBytes, int maxTokens, AnswerPrefix prefix)
{
    private readonly Lock gate = new();
    private readonly long started = clock.GetTimestamp();
    private readonly SeamSpace seam = new(prefix.Space);
    private readonly AnswerLimits limits = new(maxBytes, maxTokens, prefix.Text);
    private readonly CheckpointCursor checkpoints = new(clock, prefix);
    private StringBuilder text = new(prefix.Text);
    private List<int> lengths = [.. prefix.Lengths];
    private long firstToken;
    private long lastToken;
    private int contentTokens = prefix.ContentTokens;
    private int? reportedTokens;
    private int? reportedReasoningTokens;
    private bool reportedLength;
    private bool reportedFilter;

    public AnswerBuffer(TimeProvider clock, int maxBytes, int maxTokens)
        : this(clock, maxBytes, maxTokens, AnswerPrefix.None)
    {
    }

    /// <summary>
    /// <see cref="FinishReasons.Length"/> if the upstream or this server cut the answer, <see cref="FinishReasons.ContentFilter"/> if the
    /// upstream's filter did, else <see cref="FinishReasons.Stop"/>.
    /// </summary>
    public string FinishReason => reportedFilter ? FinishReasons.ContentFilter
        : reportedLength || limits.IsReached ? FinishReasons.Length
        : FinishReasons.Stop;

    /// <summary>True once something was cut off. Reading more is then useless.</summary>
    public bool IsFull => limits.IsReached;

    /// <summary>True while there is no text, neither of this run nor of an earlier one.</summary>
    public bool IsEmpty => limits.Bytes == 0;

    /// <summary>True while a continuation has added nothing to the text of the earlier runs.</summary>
    public bool HasOnlyPrefix => !prefix.IsEmpty && NewTokens == 0;

    /// <summary>
    /// The tokens of the content: the count that the upstream reported, without its count of the reasoning. Without a usable report, it is
    /// the number of token events. Some upstreams count the reasoning and do not say how much of it there is.
    /// </summary>
    public int TokenCount
    {
        get
        {
            var knowsReasoning = reportedReasoningTokens is not null || NewTokens == contentTokens - prefix.ContentTokens;
            var reported = knowsReasoning ? (reportedTokens ?? 0) - (reportedReasoningTokens ?? 0) : 0;
            return reported > 0 ? prefix.ContentTokens + reported : contentTokens;
        }
    }

    /// <summary>The part of <see cref="TokenCount"/> that this run received.</summary>
    public int ReceivedTokens => TokenCount - prefix.ContentTokens;

    /// <summary>All tokens that the model wrote in this attempt.</summary>
    public int WrittenTokens => TokenCount + Math.Max(0, ReasoningTokens);

    /// <summary>The tokens of the reasoning: the count that the upstream reported, else the number of token events.</summary>
    private int ReasoningTokens =>
        reportedReasoningTokens is { } reported ? (prefix.Reasoning?.Tokens ?? 0) + reported : lengths.Count - contentTokens;

    /// <summary>The number of token events of this run.</summary>
    private int NewTokens => lengths.Count - prefix.Lengths.Length;

    /// <summary>The time since the buffer was created.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(started);

    /// <summary>The rate from the first token to the last. It is null if there is no rate.</summary>
    public double? TokensPerSecond => NewTokens > 1 && lastToken > firstToken
        ? (NewTokens - 1) / clock.GetElapsedTime(firstToken, lastToken).TotalSeconds
        : null;

    /// <summary>Accepts an update from the upstream. Each text in it is a token, of the content or of the reasoning.</summary>
    /// <param name="accepted">Receives the accepted tokens.</param>
    public void Take(ChatResponseUpdate update, TokenBatch accepted)
    {
        if (update.FinishReason == ChatFinishReason.Length) reportedLength = true;
        if (update.FinishReason == ChatFinishReason.ContentFilter) reportedFilter = true;
        var (tokens, chars) = (accepted.Count, accepted.Text.Length);
        foreach (var content in update.Contents)
        {
            var before = lengths.Count + accepted.Count - tokens;
            if (content is UsageContent { Details: var usage }) Report(usage);
            else if (content is TextContent { Text: { Length: > 0 } text }) accepted.Add(limits.Fit(seam.Without(text), before));
            else if (content is TextReasoningContent { Text: { Length: > 0 } reasoning })
            {
                accepted.Add(limits.Fit(reasoning, before), isReasoning: true);
            }
            else if (content is TokensContent several) Fit(several.Tokens, accepted, before);
        }

        if (accepted.Count > tokens) Add(accepted.Text[chars..], accepted.Lengths[tokens..]);
        else limits.CountWithoutText();
    }

    /// <summary>
    /// Returns the part that no checkpoint has. Returns null if there is no such part, if it is too new, or if the last checkpoint is
    /// still being stored. The caller must call <see cref="Saved"/> afterwards.
    /// </summary>
    /// <param name="age">The minimum age of the part's oldest token.</param>
    public Checkpoint? TakeUnsaved(TimeSpan age)
    {
        lock (gate) return checkpoints.TryStart(lengths.Count, age) ? Unsaved() : null;
    }

    /// <param name="piece">The checkpoint that was stored. Null if it could not be stored; its tokens are then due again.</param>
    public void Saved(Checkpoint? piece)
    {
        lock (gate)
        {
            if (piece is null) checkpoints.Failed();
            else checkpoints.Saved(TokenLengths.Count(piece.TokenLengths), piece.Text.Length);
        }
    }

    /// <summary>
    /// Takes no checkpoint from now on. Returns true if one was taken before: the store then has pieces of the answer, or soon will.
    /// </summary>
    public bool Close()
    {
        lock (gate)
        {
            checkpoints.Close();
            return checkpoints.HasCheckpoints;
        }
    }

    /// <summary>Returns the part that no checkpoint has.</summary>
    public Checkpoint Rest()
    {
        lock (gate) return Unsaved();
    }

    /// <summary>Frees the text, which is stored and published. Holders of the turn do not need it here.</summary>
    public void Clear()
    {
        lock (gate)
        {
            (text, lengths) = (new(), []);
            checkpoints.Reset();
        }
    }

    /// <summary>Returns the lengths of all tokens, packed by <see cref="TokenLengths"/>.</summary>
    public byte[] PackLengths() => TokenLengths.Pack(CollectionsMarshal.AsSpan(lengths));

    /// <summary>
    /// Returns true if the answer should be stored. An empty text is an answer if the model ended by itself. A turn that was cut off before
    /// its first token has no answer.
    /// </summary>
    public bool IsWorthKeeping(string reason) =>
        contentTokens > 0 || reason is FinishReasons.Stop or FinishReasons.Length or FinishReasons.ContentFilter;

    /// <summary>Returns the reasoning. Returns null if the model wrote none.</summary>
    public Reasoning? Reasoning() => lengths.Count == contentTokens
        ? null
        : new(TokenText.Split(text.ToString(), CollectionsMarshal.AsSpan(lengths)).Reasoning, ReasoningTokens);

    public Message ToMessage(Turn turn)
    {
        var (content, _) = TokenText.Split(text.ToString(), CollectionsMarshal.AsSpan(lengths));
        return new(
            turn.AnswerId,
            turn.ConversationId,
            turn.UserMessage.Sequence + 1,
            Roles.Assistant,
            content,
            TokenCount,
            turn.ModelTag,
            ElapsedMs(),
            clock.Now());
    }

    private void Fit(TokenBatch tokens, TokenBatch accepted, int before)
    {
        if (seam.IsOver)
        {
            limits.Fit(tokens, accepted, before);
            return;
        }

        using var rest = seam.Without(tokens);
        limits.Fit(rest, accepted, before);
    }

    private void Add(ReadOnlySpan<char> tokens, ReadOnlySpan<int> theirLengths)
    {
        lock (gate)
        {
            lastToken = clock.GetTimestamp();
            if (NewTokens == 0) firstToken = lastToken;
            checkpoints.Arrive(lengths.Count, lastToken);
            text.Append(tokens);
            lengths.AddRange(theirLengths);
            foreach (var length in theirLengths) contentTokens += length > 0 ? 1 : 0;
        }
    }

    private void Report(UsageDetails usage)
    {
        if (usage.OutputTokenCount is { } output) reportedTokens = (int)output;
        if (usage.ReasoningTokenCount is { } reasoning) reportedReasoningTokens = (int)reasoning;
    }

    private Checkpoint Unsaved() => new(
        checkpoints.Tokens,
        text.ToString(checkpoints.Text, text.Length - checkpoints.Text),
        TokenLengths.Pack(CollectionsMarshal.AsSpan(lengths)[checkpoints.Tokens..]),
        ElapsedMs());

    private int ElapsedMs() =>
        prefix.ElapsedMs + (NewTokens == 0 ? 0 : (int)clock.GetElapsedTime(started, lastToken).TotalMilliseconds);
}
