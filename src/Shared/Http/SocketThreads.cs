namespace SamosaChaat.Shared.Http;

/// <summary>
/// Which thread does what (docs/decisions/0010). The threads that wait for the sockets also read and send: a token goes from the model's socket to the reader's
/// without a hand-off. Whatever else a request takes is the thread pool's, so that no password's hash and no long list holds up everybody's streams.
/// </summary>
internal static class SocketThreads
{
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    public static WebApplicationBuilder UseInlineSocketIo(this WebApplicationBuilder builder)
    {
        // .NET looks at it when a socket is first waited for, and cannot be told otherwise. An operator who has set it has the last word.
        if (Environment.GetEnvironmentVariable(InlineCompletions) is null) Environment.SetEnvironmentVariable(InlineCompletions, "1");
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        return builder;
    }

    /// <summary>To be the first of what a request goes through.</summary>
    public static WebApplication UseThreadPool(this WebApplication app)
    {
        app.Use(static next => http => Thread.CurrentThread.IsThreadPoolThread ? next(http) : OnThreadPoolAsync(next, http));
        return app;
    }

    /// <summary>Whoever awaits it goes on on a thread of the pool. To be called after waiting for what a client sends.</summary>
    public static async ValueTask LeaveAsync()
    {
        if (!Thread.CurrentThread.IsThreadPoolThread) await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
    }

    private static async Task OnThreadPoolAsync(RequestDelegate next, HttpContext http)
    {
        await LeaveAsync();
        await next(http);
    }
}
