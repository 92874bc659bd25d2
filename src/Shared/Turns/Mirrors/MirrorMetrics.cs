using System.Diagnostics.Metrics;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Turns.Mirrors;

/// <summary>Measures mirrors for the server's operator. Any thread can call every member.</summary>
internal sealed class MirrorMetrics
{
    private readonly UpDownCounter<int> open;
    private readonly Counter<int> events;
    private readonly Counter<int> stops;
    private readonly Counter<int> failures;

    public MirrorMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Instrumentation.Name);
        open = meter.CreateUpDownCounter<int>(
            "samosachaat.mirror.open", "{mirror}", "The number of turns of other nodes that are read here.");
        events = meter.CreateCounter<int>("samosachaat.mirror.events", "{event}", "The number of events that other nodes sent.");
        stops = meter.CreateCounter<int>("samosachaat.mirror.stops", "{request}", "The number of requests to other nodes to end a turn.");
        failures = meter.CreateCounter<int>("samosachaat.mirror.failures", "{mirror}", "The number of mirrors that broke off.");
    }

    public void Opened() => open.Add(1);

    public void Closed() => open.Add(-1);

    public void Copied(int count) => events.Add(count);

    public void Stopped() => stops.Add(1);

    public void Failed() => failures.Add(1);
}
