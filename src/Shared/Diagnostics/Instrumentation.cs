using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SamosaChaat.Shared.Diagnostics;

/// <summary>
/// Provides the program's spans and instruments, based on .NET's own types. Without a listener, spans are null and instruments are
/// disabled, so both cost nothing. Names and units follow OpenTelemetry's semantic conventions. Labels have a bounded set of values: no
/// user, no conversation, and no model_tag, which is free text.
/// </summary>
internal static class Instrumentation
{
    public const string Name = "SamosaChaat";
    public const string Upstream = "samosachaat.upstream";
    public const string ErrorType = "error.type";

    public static readonly ActivitySource Spans = new(Name);

    /// <param name="buckets">The upper bounds of the histogram's buckets, ascending.</param>
    public static Histogram<T> Histogram<T>(this Meter meter, string name, string unit, string description, params T[] buckets)
        where T : struct =>
        meter.CreateHistogram(name, unit, description, tags: null, new InstrumentAdvice<T> { HistogramBucketBoundaries = buckets });
}
