using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Storage;

/// <summary>Measures the store. Any thread can call every member.</summary>
internal sealed class StoreMetrics
{
    private readonly Histogram<int> batchSize;
    private readonly Histogram<double> commit;
    private readonly Counter<long>? fenced;

    public StoreMetrics(IMeterFactory meters, DataFolder folder, IOptions<StorageOptions> options)
    {
        var meter = meters.Create(Instrumentation.Name);
        batchSize = meter.Histogram(
            "samosachaat.store.batch.size", "{command}", "The number of commands that shared a commit.",
            1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024);
        commit = meter.Histogram(
            "samosachaat.store.commit.duration", "s", "The time from the start of a commit until it was on the disk.",
            0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5);
        meter.CreateObservableUpDownCounter(
            "samosachaat.store.queue.depth", () => Waiting(), "{command}", "The number of commands that wait for the writer.");
        if (!options.Value.IsFile)
        {
            fenced = meter.CreateCounter<long>(
                "samosachaat.store.fenced", "{command}", "The number of commands that were refused because this node had lost its lease.");
            return;
        }

        meter.CreateObservableGauge("samosachaat.store.size", () => folder.Size, "By", "The size of the store's files.");
    }

    /// <summary>Returns the number of waiting commands. The queue sets it.</summary>
    public Func<int> Waiting { private get; set; } = () => 0;

    public long Begin() => commit.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>Counts commands of a node that has lost its right to write.</summary>
    public void Fenced(int commands) => fenced?.Add(commands);

    /// <param name="started">The value that <see cref="Begin"/> returned just before the commit.</param>
    public void Committed(long started, int commands)
    {
        if (started == 0) return;
        commit.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        batchSize.Record(commands);
    }
}
