namespace SamosaChaat.Shared.Hosting;

/// <summary>What the server is made of. Commands that need only a part of it take that.</summary>
/// <param name="settings">Reads the settings and registers every service.</param>
/// <param name="pipeline">What a request goes through.</param>
internal sealed class ServerParts(Action<WebApplicationBuilder> settings, Action<WebApplication> pipeline)
{
    /// <summary>The server, not started yet.</summary>
    /// <param name="arguments">Settings as on the command line: <c>--Storage:Engine</c>, <c>litedb</c>.</param>
    /// <param name="change">Changes settings and services before it is built; null to leave them.</param>
    public WebApplication Build(string[] arguments, Action<WebApplicationBuilder>? change = null)
    {
        var builder = Prepare(arguments, change);
        var app = builder.Build();
        pipeline(app);
        return app;
    }

    /// <summary>Its services without the server. Whoever takes the store from them opens it; nothing else does.</summary>
    public ServiceProvider Services(string[] arguments, Action<WebApplicationBuilder>? change = null)
    {
#pragma warning disable ASP0000 // There is no application here that would have a second copy of each singleton.
        return Prepare(arguments, change).Services.BuildServiceProvider();
#pragma warning restore ASP0000
    }

    private WebApplicationBuilder Prepare(string[] arguments, Action<WebApplicationBuilder>? change)
    {
        var builder = AppBuilder.With(arguments);
        settings(builder);
        change?.Invoke(builder);
        return builder;
    }
}
