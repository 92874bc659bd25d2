using System.Buffers;
using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using SamosaChaat.Shared.Identity;

namespace SamosaChaat.Shared.Observability;

/// <summary>Gives every request its trace id, and one line in the log when it is over.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger, TimeProvider clock)
{
    private const string TraceHeader = "x-trace-id";
    private const int MaxTraceIdLength = 64;
    private const string Operation = "samosachaat.operation";

    // A trace id that is given goes into headers and log lines: only what cannot do harm there.
    private static readonly SearchValues<char> Harmless = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.");

    public async Task InvokeAsync(HttpContext http)
    {
        var started = clock.GetTimestamp();
        var method = http.Request.Method;
        http.TraceIdentifier = TraceId(http.Request.Headers);
        // At the last moment: the exception handler clears headers.
        http.Response.OnStarting(static state =>
        {
            var context = (HttpContext)state;
            context.Response.Headers[TraceHeader] = context.TraceIdentifier;
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
            var status = http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted ? StatusCodes.Status499ClientClosedRequest : http.Response.StatusCode;
            // The path without its query, which is the client's own business.
            LogRequest(
                logger,
                method,
                http.Request.PathBase + http.Request.Path,
                status,
                Math.Round(clock.GetElapsedTime(started).TotalMilliseconds, 3),
                (http.User as SignedInUser)?.UserId,
                http.TraceIdentifier);
        }
    }

    /// <summary>Calls the request by its operation's name, where it is measured or traced.</summary>
    private static void Label(HttpContext http)
    {
        var (measured, span) = (http.Features.Get<IHttpMetricsTagsFeature>(), http.Features.Get<IHttpActivityFeature>()?.Activity);
        if ((measured is null && span is not { IsAllDataRequested: true }) || http.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>() is not { EndpointName: var name }) return;
        measured?.Tags.Add(new(Operation, name));
        span?.SetTag(Operation, name);
    }

    /// <summary>The caller's trace id (W3C Trace Context, then x-trace-id) or a new one of the same form: that of the request's span.</summary>
    private static string TraceId(IHeaderDictionary headers)
    {
        if (ActivityContext.TryParse(headers.TraceParent, null, out var parent)) return parent.TraceId.ToString();
        var given = headers[TraceHeader].ToString();
        return given.Length is > 0 and <= MaxTraceIdLength && !given.AsSpan().ContainsAnyExcept(Harmless)
            ? given
            : (Activity.Current is { IdFormat: ActivityIdFormat.W3C } span ? span.TraceId : ActivityTraceId.CreateRandom()).ToString();
    }

    [LoggerMessage(1000, LogLevel.Information, "{method} {path} {status_code} in {duration_ms} ms {user_id} {trace_id}")]
    private static partial void LogRequest(ILogger logger, string method, string path, int status_code, double duration_ms, Guid? user_id, string trace_id);
}
