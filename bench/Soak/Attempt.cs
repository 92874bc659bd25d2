using System.Diagnostics;
using System.Text;

namespace SamosaChaat.Bench.Soak;

/// <summary>What all readers together have seen of one attempt to answer a turn. The turn keeps them from doing that at once.</summary>
internal sealed class Attempt(int number)
{
    private readonly Dictionary<long, Seen> events = [];
    private int endedIn;

    public int Number => number;

    /// <summary>The <c>done</c> that ended it, once somebody has seen it.</summary>
    public StreamedEvent? End { get; private set; }

    /// <summary>Takes an event; returns what is wrong with it, or null.</summary>
    public string? Take(StreamedEvent seen, ServerRun run, bool isPrompt)
    {
        if (seen.Kind == EventKind.Done) return TakeEnd(seen, run);
        if (events.TryGetValue(seen.Id, out var before))
        {
            return before.Event.Data == seen.Data ? null : $"event {seen.Id} was {before.Event.Data} in run {before.ServerRun.Number} and is {seen.Data} in run {run.Number}";
        }

        // A slow reader may still be told what an earlier life had sent, or a node that has lost the turn since.
        if (End is { } end && seen.Id >= end.Id && run.Number >= endedIn && !run.IsNode) return $"event {seen.Id} {seen.Data} came after the end was seen at {end.Id}";
        events.Add(seen.Id, new(seen, run, Stopwatch.GetTimestamp(), isPrompt));
        return null;
    }

    /// <summary>The tokens that were seen from the first on, joined.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        foreach (var id in events.Keys.Order())
        {
            if (events[id].Event is { Kind: EventKind.Token } token) text.Append(token.Text);
        }

        return text.ToString();
    }

    /// <summary>The first event that was seen, and is not there any more since the attempt has ended before it.</summary>
    public Seen? FirstLost() => Lost().MinBy(seen => seen.Event.Id);

    /// <summary>All such events.</summary>
    public IEnumerable<Seen> Lost() => End is { } end ? events.Values.Where(seen => seen.Event.Id >= end.Id) : [];

    private string? TakeEnd(StreamedEvent seen, ServerRun run)
    {
        if (End is { } before) return before.Data == seen.Data && before.Id == seen.Id ? null : $"it ended with {before.Id} {before.Data}, and with {seen.Id} {seen.Data}";
        (End, endedIn) = (seen, run.Number);
        return null;
    }
}

/// <param name="At">When it first came to anybody.</param>
/// <param name="IsPrompt">Whoever it came to took it as soon as it came.</param>
internal sealed record Seen(StreamedEvent Event, ServerRun ServerRun, long At, bool IsPrompt);
