using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;

namespace SamosaChaat.Bench.Soak;

/// <summary>How somebody reads a stream: so many events, then the connection is dropped; with a pause before each so-many-th.</summary>
/// <param name="GivesUp">How long they wait for the answer to begin; null for as long as it takes.</param>
internal sealed record Patience(int Events, int PauseEvery, TimeSpan Pause, TimeSpan? GivesUp)
{
    /// <summary>How often at most: the longest answer is over in seconds then.</summary>
    public const int Pauses = 40;

    public static readonly Patience Endless = new(int.MaxValue, int.MaxValue, TimeSpan.Zero, null);

    public static Patience Some(Random random) => new(
        random.Next(3) == 0 ? random.Next(0, 40) : int.MaxValue,
        random.Next(4) == 0 ? random.Next(1, 30) : int.MaxValue,
        TimeSpan.FromMilliseconds(random.Next(1, 100)),
        random.Next(6) == 0 ? TimeSpan.FromMilliseconds(random.Next(1, 60)) : null);
}

/// <summary>One connection that reads a turn's stream, and holds what comes against what a stream must be.</summary>
/// <param name="turn">Null where event 0 will tell which it is.</param>
/// <param name="after">The Last-Event-ID that was sent.</param>
internal sealed class Reader(Talk talk, Turn? turn, long? after, ServerRun run)
{
    private readonly TimeSpan silence = run.NextSilence();

    private readonly StringBuilder text = new();
    private StreamedEvent? last;

    public long? After => after;

    /// <summary>The tokens that came here, joined.</summary>
    public string Text => text.ToString();

    /// <summary>The last event that came here, if any.</summary>
    public StreamedEvent? Last => last;

    /// <summary>Reads until done, or until patience ends.</summary>
    public async Task ReadAsync(HttpResponseMessage response, Patience patience)
    {
        using var patient = new CancellationTokenSource(silence);
        turn?.BeginReading();
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(patient.Token);
            var count = 0;
            await foreach (var item in SseParser.Create(stream).EnumerateAsync(patient.Token))
            {
                Take(StreamedEvent.Read(item), isPrompt: patience.PauseEvery == int.MaxValue);
                if (++count >= patience.Events) return;
                if (count % patience.PauseEvery == 0 && count / patience.PauseEvery <= Patience.Pauses) await Task.Delay(patience.Pause, CancellationToken.None);
                patient.CancelAfter(silence);
            }

            if (last is not { Kind: EventKind.Done } && run is not { IsNode: true, MayBreak: true }) Violation("a stream ended without done", $"last was {last?.Id} {last?.Data}");
        }
        catch (OperationCanceledException) when (patient.IsCancellationRequested)
        {
            if (run is not { IsNode: true, MayBreak: true }) Violation("a stream fell silent", $"last was {last?.Id} {last?.Data}");
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            if (!run.MayBreak) Violation("a living server broke a stream off", $"{e.Message} Last was {last?.Id} {last?.Data}");
        }
        catch (JsonException e)
        {
            Violation("an event is no JSON", e.Message);
        }
        finally
        {
            turn?.EndReading();
        }
    }

    private void Take(StreamedEvent seen, bool isPrompt)
    {
        if (last is { Kind: EventKind.Done }) Violation("an event after done", $"{seen.Id} {seen.Data}");
        if (Wrong(seen) is { } wrong) Violation(wrong, $"after {after}, {seen.Id} {seen.Data} followed {last?.Id} {last?.Data}");
        if (seen is { Kind: EventKind.Message, Message: { } message } && turn is null)
        {
            turn = talk.Find(message.GetProperty("id").GetGuid());
            turn?.BeginReading();
        }

        run.SentEvent();
        turn?.Saw(seen, run, isPrompt);
        if (seen.Kind == EventKind.Token) text.Append(seen.Text);
        last = seen;
    }

    /// <summary>Ids rise without a gap within an attempt, and every attempt but the first begins with a restart.</summary>
    private string? Wrong(StreamedEvent seen)
    {
        var attemptBegins = seen.Attempt * StreamedEvent.IdsPerAttempt;
        if (seen.Kind == EventKind.Unknown) return "an event of no known kind";
        if (last is null && after is null) return seen is { Id: 0, Kind: EventKind.Message } ? null : "a stream does not begin with the message";
        // Done comes to everybody, also to whoever has seen more than there is.
        if (last is null && seen.Kind == EventKind.Done) return null;
        var before = last?.Id ?? after!.Value;
        if (seen.Id <= before) return "ids do not rise";
        if (before >= attemptBegins) return seen.Id == before + 1 && seen.Kind != EventKind.Restart ? null : "events are missing";
        return seen.Id == attemptBegins && seen.Kind == EventKind.Restart ? null : "an attempt does not begin with restart";
    }

    private void Violation(string kind, string detail)
    {
        if (turn is not null) turn.Violation(kind, detail);
        else talk.Tally.Violation(kind, $"seed {talk.Seed}, conversation {talk.Id}: {detail}");
    }
}
