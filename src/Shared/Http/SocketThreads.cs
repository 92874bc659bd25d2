using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Http;

/// <summary>
/// Assigns work to threads (docs/decisions/0010). The socket threads also read and send, so a token goes from the upstream's socket to the
/// subscriber's socket without a thread switch. All other work of a request runs on the thread pool. Password hashing and long lists
/// therefore do not block streams.
/// </summary>
internal static class SocketThreads
{
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    public static WebApplicationBuilder UseInlineSocketIo(this WebApplicationBuilder builder)
    {
        // .NET reads this variable when it first waits for a socket and offers no other way to set it. A value set by the operator takes
        // precedence.
        if (Environment.GetEnvironmentVariable(InlineCompletions) is null) Environment.SetEnvironmentVariable(InlineCompletions, "1");
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        return builder;
    }

    /// <summary>Moves requests to the thread pool. It must be the first middleware.</summary>
    public static WebApplication UseThreadPool(this WebApplication app)
    {
        app.Use(static next => http => Thread.CurrentThread.IsThreadPoolThread ? next(http) : OnThreadPoolAsync(next, http));
        return app;
    }

    private static async Task OnThreadPoolAsync(RequestDelegate next, HttpContext http)
    {
        await PoolThread.SwitchAsync();
        await next(http);
    }
}
