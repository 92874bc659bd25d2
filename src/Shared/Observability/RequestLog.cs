using System.Buffers;
using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;

namespace SamosaChaat.Shared.Observability;

/// <summary>Sets the trace id of each request and logs the request when it ends.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger, TimeProvider clock)
{
    private const int MaxTraceIdLength = 64;
    private const string Operation = "samosachaat.operation";

    // Trace ids from clients appear in headers and log lines, so only these characters are allowed.
    private static readonly SearchValues<char> Harmless =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.");

    public async Task InvokeAsync(HttpContext http)
    {
        var started = clock.GetTimestamp();
        var method = http.Request.Method;
        http.TraceIdentifier = TraceId(http.Request.Headers);
        // Set the headers last, because the exception handler clears them.
        http.Response.OnStarting(static state =>
        {
            var context = (HttpContext)state;
            context.Response.Headers[ApiHeaders.TraceId] = context.TraceIdentifier;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return Task.CompletedTask;
        }, http);
        try
        {
            await next(http);
        }
        finally
        {
            Label(http);
            if (!http.IsQuiet()) Log(http, method, started);
        }
    }

    private void Log(HttpContext http, string method, long started)
    {
        var status = http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted
            ? StatusCodes.Status499ClientClosedRequest
            : http.Response.StatusCode;
        // The query may contain private data, so only the path is logged.
        LogRequest(
            logger,
            method,
            http.Request.PathBase + http.Request.Path,
            status,
            Math.Round(clock.GetElapsedTime(started).TotalMilliseconds, 3),
            (http.User as SignedInUser)?.UserId,
            http.TraceIdentifier);
    }

    /// <summary>Adds the operation's name to the request's metrics and trace.</summary>
    private static void Label(HttpContext http)
    {
        var (measured, span) = (http.Features.Get<IHttpMetricsTagsFeature>(), http.Features.Get<IHttpActivityFeature>()?.Activity);
        if ((measured is null && span is not { IsAllDataRequested: true })
            || http.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>() is not { EndpointName: var name })
        {
            return;
        }

        measured?.Tags.Add(new(Operation, name));
        span?.SetTag(Operation, name);
    }

    /// <summary>
    /// Returns the client's trace id (W3C Trace Context, then x-trace-id), else the id of the request's span or a new one.
    /// </summary>
    private static string TraceId(IHeaderDictionary headers)
    {
        if (ActivityContext.TryParse(headers.TraceParent, null, out var parent)) return parent.TraceId.ToString();
        var given = headers[ApiHeaders.TraceId].ToString();
        return given.Length is > 0 and <= MaxTraceIdLength && !given.AsSpan().ContainsAnyExcept(Harmless)
            ? given
            : (Activity.Current is { IdFormat: ActivityIdFormat.W3C } span ? span.TraceId : ActivityTraceId.CreateRandom()).ToString();
    }

    [LoggerMessage(EventIds.RequestEnded, LogLevel.Information, "{method} {path} {status_code} in {duration_ms} ms {user_id} {trace_id}")]
    private static partial void LogRequest(
        ILogger logger, string method, string path, int status_code, double duration_ms, Guid? user_id, string trace_id);
}
