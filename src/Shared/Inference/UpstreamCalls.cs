using System.Diagnostics;
using System.Diagnostics.Metrics;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Inference;

/// <summary>Measures and traces calls to upstreams, with the names of OpenTelemetry's conventions.</summary>
internal sealed class UpstreamCalls
{
    private const string Operation = "gen_ai.operation.name";
    private const string Provider = "gen_ai.provider.name";
    private const string Chat = "chat";
    private static readonly long[] Tokens = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536];
    private static readonly double[] Seconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];
    private readonly Histogram<double> duration;
    private readonly Histogram<double> firstToken;
    private readonly Histogram<long> usage;

    public UpstreamCalls(IMeterFactory meters)
    {
        var meter = meters.Create(Instrumentation.Name);
        duration = meter.Histogram(
            "gen_ai.client.operation.duration",
            "s",
            "Time from the request to the end of the upstream's answer. error.type is set if it failed.",
            Seconds);
        firstToken = meter.Histogram(
            "gen_ai.client.operation.time_to_first_chunk", "s", "Time from the request to the upstream's first token.", Seconds);
        usage = meter.Histogram<long>("gen_ai.client.token.usage", "{token}", "Tokens sent to an upstream and received from it.", Tokens);
    }

    /// <summary>Starts the measurement of one request. Dispose the result when the answer ends.</summary>
    public Call Begin(Upstream upstream, string modelTag) => new(this, upstream, modelTag);

    internal sealed class Call : IDisposable
    {
        private readonly UpstreamCalls calls;
        private readonly Activity? span;
        private readonly long started = Stopwatch.GetTimestamp();
        private readonly TagList tags;
        private bool hasToken;

        public Call(UpstreamCalls calls, Upstream upstream, string modelTag)
        {
            this.calls = calls;
            tags = [new(Operation, Chat), new(Provider, upstream.Kind), new(Instrumentation.Upstream, upstream.Name)];
            span = Instrumentation.Spans.StartActivity(Chat, ActivityKind.Client, parentContext: default, tags);
            span?.SetTag("gen_ai.request.model", modelTag);
        }

        /// <summary>Records the first token. Call it for each token.</summary>
        public void Token()
        {
            if (hasToken) return;
            hasToken = true;
            if (calls.firstToken.Enabled) calls.firstToken.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
        }

        /// <param name="kind">The kind of error, one of a few words.</param>
        public void Fail(string kind) => ErrorType = kind;

        /// <summary>The number of tokens in the prompt. Set it before disposal.</summary>
        public int Sent { get; set; }

        /// <summary>The number of tokens in the answer. Set it before disposal.</summary>
        public int Received { get; set; }

        private string? ErrorType { get; set; }

        public void Dispose()
        {
            if (calls.usage.Enabled)
            {
                calls.usage.Record(Sent, [.. tags, new("gen_ai.token.type", "input")]);
                calls.usage.Record(Received, [.. tags, new("gen_ai.token.type", "output")]);
            }

            if (calls.duration.Enabled)
            {
                calls.duration.Record(
                    Stopwatch.GetElapsedTime(started).TotalSeconds,
                    ErrorType is null ? tags : [.. tags, new(Instrumentation.ErrorType, ErrorType)]);
            }

            if (span is null) return;
            span.SetTag("gen_ai.usage.input_tokens", Sent).SetTag("gen_ai.usage.output_tokens", Received);
            if (ErrorType is not null) span.SetTag(Instrumentation.ErrorType, ErrorType).SetStatus(ActivityStatusCode.Error);
            span.Dispose();
        }
    }
}
