using System.Diagnostics;
using System.Text.Json;

namespace SamosaChaat.Bench.Soak;

/// <summary>A user's message, what was asked of it, and what was seen of its answers.</summary>
internal sealed class Turn(Talk talk, Guid id, string content, int? maxTokens)
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<int, Attempt> attempts = [];
    private string? asStored;
    private long lastSeen = -1;
    private int readers;
    private int posts;

    public Talk Talk => talk;

    public Guid Id => id;

    public string Content => content;

    public int? MaxTokens => maxTokens;

    public long SentAt { get; } = Stopwatch.GetTimestamp();

    /// <summary>When the server first said that it keeps the message; null if it never did.</summary>
    public long? AcknowledgedAt { get; private set; }

    /// <summary>Somebody may have asked for another answer: from then on none is final.</summary>
    public bool MayBeRegenerated { get; set; }

    public bool MayBeCancelled { get; set; }

    /// <summary>The answer that a request without a stream was given.</summary>
    public JsonElement? Told { get; set; }

    /// <summary>The greatest id that anybody has seen.</summary>
    public long LastSeen => Interlocked.Read(ref lastSeen);

    /// <summary>Somebody has seen an answer that ends as it should, and nobody asked for another one.</summary>
    public bool IsFinal => !MayBeRegenerated && Ended().Any(attempt => attempt.End is { Text: "stop" or "length" });

    public IReadOnlyList<Attempt> Attempts
    {
        get
        {
            lock (gate) return [.. attempts.Values];
        }
    }

    /// <summary>The request's body is the same each time.</summary>
    public object Body(bool stream = true, bool cancelOther = false) =>
        new { message = new { id, content }, stream, max_tokens = maxTokens, on_conflict = cancelOther ? "cancel" : "reject" };

    public void BeginReading() => Interlocked.Increment(ref readers);

    public void EndReading() => Interlocked.Decrement(ref readers);

    /// <summary>Returns true if the same request is on its way, or answered, already.</summary>
    public bool BeginPosting() => Interlocked.Increment(ref posts) > 1 || Volatile.Read(ref readers) > 0;

    public void EndPosting() => Interlocked.Decrement(ref posts);

    public void Acknowledge()
    {
        lock (gate)
        {
            if (AcknowledgedAt is not null) return;
            AcknowledgedAt = Stopwatch.GetTimestamp();
        }

        talk.Tally.Count(Deed.TurnsAcknowledged);
    }

    /// <summary>Takes what a reader was sent and holds it against what all readers were sent before.</summary>
    /// <param name="isPrompt">The reader has taken it as soon as it came.</param>
    public void Saw(StreamedEvent seen, ServerRun run, bool isPrompt)
    {
        talk.Tally.Count(Deed.EventsRead);
        if (seen.Kind == EventKind.Message)
        {
            SawMessage(seen);
            return;
        }

        lock (gate)
        {
            if (!attempts.TryGetValue(seen.Attempt, out var attempt)) attempts.Add(seen.Attempt, attempt = new(seen.Attempt));
            if (attempt.Take(seen, run, isPrompt) is { } wrong) Violation(seen.Kind == EventKind.Done ? "two ends of one attempt" : "one id, two events", wrong);
            lastSeen = Math.Max(lastSeen, seen.Id);
            if (!MayBeRegenerated && attempts.Values.Any(earlier => earlier.Number < attempts.Keys.Last() && earlier.End is { Text: "stop" or "length" }))
            {
                Violation("a final answer was made again", $"now attempt {attempts.Keys.Last()}");
            }
        }

        if (seen is { Kind: EventKind.Done, Text: "cancelled" } && !MayBeCancelled) Violation("cancelled by nobody", seen.Data);
    }

    public void Violation(string kind, string detail) => talk.Tally.Violation(kind, $"seed {talk.Seed}, conversation {talk.Id}, turn {id}: {detail}");

    private IEnumerable<Attempt> Ended() => Attempts.Where(attempt => attempt.End is not null);

    private void SawMessage(StreamedEvent seen)
    {
        Acknowledge();
        lock (gate) asStored ??= seen.Data;
        if (seen.Id != 0 || asStored != seen.Data) Violation("event 0 is not the message as stored", $"{seen.Id} {seen.Data}, before it was {asStored}");
        if (seen.Message?.GetProperty("content").GetString() != content) Violation("another content", seen.Data);
    }
}
