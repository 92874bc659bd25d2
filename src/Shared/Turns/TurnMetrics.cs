using System.Diagnostics.Metrics;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Shared.Turns;

/// <summary>Measures turns for the server's operator. Any thread can call every member.</summary>
internal sealed class TurnMetrics
{
    private readonly Histogram<double> duration;
    private readonly Histogram<double> tokenRate;

    public TurnMetrics(IMeterFactory meters, TurnSlots slots, SseWriter writer)
    {
        var meter = meters.Create(Instrumentation.Name);
        duration = meter.Histogram(
            "samosachaat.turn.duration", "s", "The time from a turn's start until its end is stored, by finish reason.",
            0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300);
        tokenRate = meter.Histogram(
            "samosachaat.turn.token_rate", "{token}/s", "The rate at which an answer was written after its first token.",
            1, 2.5, 5, 10, 20, 30, 40, 60, 80, 100, 150, 250, 500, 1000);
        meter.CreateObservableUpDownCounter("samosachaat.turn.running", () => slots.Count, "{turn}", "The number of running turns.");
        meter.CreateObservableUpDownCounter(
            "samosachaat.stream.readers", () => writer.AllSubscribers, "{reader}", "The number of clients that read a stream.");
    }

    public void Ended(AnswerBuffer answer, string? upstream, string finishReason)
    {
        KeyValuePair<string, object?> by = new(Instrumentation.Upstream, upstream);
        if (duration.Enabled) duration.Record(answer.Elapsed.TotalSeconds, by, new("samosachaat.finish_reason", finishReason));
        if (tokenRate.Enabled && answer.TokensPerSecond is { } rate) tokenRate.Record(rate, by);
    }
}
