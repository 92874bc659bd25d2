using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SamosaChaat.Shared.Diagnostics;

/// <summary>
/// The program's own spans and instruments. They are .NET's: without a listener a span is null and an instrument is not enabled, and neither costs anything.
/// Names and units follow OpenTelemetry's semantic conventions. A label never has more values than the settings and this program have: no user, no
/// conversation, no model_tag, which is free text.
/// </summary>
internal static class Instrumentation
{
    public const string Name = "SamosaChaat";
    public const string Upstream = "samosachaat.upstream";
    public const string ErrorType = "error.type";

    public static readonly ActivitySource Spans = new(Name);

    /// <param name="buckets">Bounds of a histogram's buckets, ascending.</param>
    public static Histogram<T> Histogram<T>(this Meter meter, string name, string unit, string description, params T[] buckets) where T : struct =>
        meter.CreateHistogram(name, unit, description, tags: null, new InstrumentAdvice<T> { HistogramBucketBoundaries = buckets });
}
