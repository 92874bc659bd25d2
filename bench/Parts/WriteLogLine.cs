using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging;
using SamosaChaat.Shared.Observability;

namespace SamosaChaat.Bench.Parts;

/// <summary>A request's line in the log: its JSON, and over to the thread that writes it, whose time is not in it.</summary>
public partial class WriteLogLine : IDisposable
{
    private readonly JsonLineProvider lines = new(Stream.Null, TimeProvider.System);
    private readonly ILogger log;
    private readonly Guid user = Guid.CreateVersion7();

    public WriteLogLine() => log = lines.CreateLogger("SamosaChaat.Shared.Observability.RequestLog");

    [Benchmark(Description = "log a request")]
    public void Log() => LogRequest(log, "GET", "/conversations/0197a0d2-1f43-7c4e-9d3e-0d2c4b7a9f10", 200, 1.234, user, "4bf92f3577b34da6a3ce929d0e0e4736");

    [GlobalCleanup]
    public void Dispose()
    {
        lines.Dispose();
        GC.SuppressFinalize(this);
    }

    [LoggerMessage(1000, LogLevel.Information, "{method} {path} {status_code} in {duration_ms} ms {user_id} {trace_id}")]
    private static partial void LogRequest(ILogger log, string method, string path, int status_code, double duration_ms, Guid? user_id, string trace_id);
}
