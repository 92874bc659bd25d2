using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Http;

internal static partial class ErrorHandling
{
    /// <summary>Adds a problem body to every status without a body (404, 405, 415, 401 …) and to every exception.</summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app)
    {
        RefusedRequests.Describe(app.ApplicationServices);
        return app
            .UseExceptionHandler(new ExceptionHandlerOptions
            {
                // The handler below logs the exception itself, once and with the request's ids.
                SuppressDiagnosticsCallback = _ => true,
                AllowStatusCode404Response = true,
                ExceptionHandler = Answer,
            })
            .UseStatusCodePages(context => Problem.Of(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
    }

    private static async Task Answer(HttpContext http)
    {
        try
        {
            await Describe(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone, and there is nobody to tell. Otherwise the middleware logs two errors.
        }
    }

    private static Task Describe(HttpContext http)
    {
        var error = http.Features.Get<IExceptionHandlerFeature>()!.Error;
        switch (error)
        {
            // The token follows a moment after the connection was aborted, such as by the end of the session.
            case ConnectionAbortedException or OperationCanceledException { InnerException: ConnectionAbortedException }:
            case OperationCanceledException when http.RequestAborted.IsCancellationRequested:
                http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                return Task.CompletedTask;
            case StoreUnavailableException:
                LogStoreDown(Logger(http), error, http.TraceIdentifier);
                return Problem.Unavailable(error.Message).ExecuteAsync(http);
            case InsufficientStorageException:
                // The store tells the operator once, and not for each request.
                return Problem.Of(StatusCodes.Status507InsufficientStorage, error.Message).ExecuteAsync(http);
            case UnavailableException or FencedException:
                return Problem.Unavailable(error.Message).ExecuteAsync(http);
            case BadHttpRequestException bad:
                return Problem.Of(bad.StatusCode).ExecuteAsync(http);
            default:
                LogUnhandled(Logger(http), error, http.TraceIdentifier);
                return Problem
                    .Of(StatusCodes.Status500InternalServerError, "The server failed. Its log has the details under the trace id.")
                    .ExecuteAsync(http);
        }
    }

    private static ILogger Logger(HttpContext http) =>
        http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ErrorHandling));

    [LoggerMessage(EventIds.StoreUnavailable, LogLevel.Error, "The store did not answer request {trace_id}")]
    private static partial void LogStoreDown(ILogger logger, Exception error, string trace_id);

    [LoggerMessage(EventIds.UnhandledException, LogLevel.Error, "Unhandled exception in request {trace_id}")]
    private static partial void LogUnhandled(ILogger logger, Exception error, string trace_id);
}
