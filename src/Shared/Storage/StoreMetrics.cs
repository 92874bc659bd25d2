using System.Diagnostics;
using System.Diagnostics.Metrics;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Storage;

/// <summary>How the store does. From any thread.</summary>
internal sealed class StoreMetrics
{
    private readonly Histogram<int> batchSize;
    private readonly Histogram<double> commit;

    public StoreMetrics(IMeterFactory meters, DataFolder folder)
    {
        var meter = meters.Create(Instrumentation.Name);
        batchSize = meter.Histogram("samosachaat.store.batch.size", "{command}", "Commands that shared a commit.", 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024);
        commit = meter.Histogram("samosachaat.store.commit.duration", "s", "How long a commit took until it was on the disk.", 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5);
        meter.CreateObservableUpDownCounter("samosachaat.store.queue.depth", () => Waiting(), "{command}", "Commands that wait for the writer.");
        meter.CreateObservableGauge("samosachaat.store.size", () => folder.Size, "By", "The store's files.");
    }

    /// <summary>How many commands wait; the queue says it.</summary>
    public Func<int> Waiting { private get; set; } = () => 0;

    public long Begin() => commit.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <param name="began">From <see cref="Begin"/>, just before the commit.</param>
    public void Committed(long began, int commands)
    {
        if (began == 0) return;
        commit.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
        batchSize.Record(commands);
    }
}
