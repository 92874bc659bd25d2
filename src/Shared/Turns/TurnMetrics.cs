using System.Diagnostics.Metrics;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Shared.Turns;

/// <summary>How turns go, for whoever runs the server. From any thread.</summary>
internal sealed class TurnMetrics
{
    private readonly Histogram<double> duration;
    private readonly Histogram<double> tokenRate;

    public TurnMetrics(IMeterFactory meters, TurnSlots places, SseWriter writer)
    {
        var meter = meters.Create(Instrumentation.Name);
        duration = meter.Histogram("samosachaat.turn.duration", "s", "From a turn's beginning until its end is stored, by how it ended.", 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300);
        tokenRate = meter.Histogram("samosachaat.turn.token_rate", "{token}/s", "How fast an answer was written after its first token.", 1, 2.5, 5, 10, 20, 30, 40, 60, 80, 100, 150, 250, 500, 1000);
        meter.CreateObservableUpDownCounter("samosachaat.turn.running", () => places.Count, "{turn}", "Turns that run.");
        meter.CreateObservableUpDownCounter("samosachaat.stream.readers", () => writer.Readers, "{reader}", "Clients that read a stream.");
    }

    public void Ended(AnswerBuffer answer, string? upstream, string finishReason)
    {
        KeyValuePair<string, object?> by = new(Instrumentation.Upstream, upstream);
        if (duration.Enabled) duration.Record(answer.Elapsed.TotalSeconds, by, new("samosachaat.finish_reason", finishReason));
        if (tokenRate.Enabled && answer.TokensPerSecond is { } rate) tokenRate.Record(rate, by);
    }
}
