namespace SamosaChaat.Shared.Hosting;

/// <summary>Builds the server or only its services, for commands that need no server.</summary>
/// <param name="settings">Reads the settings and registers all services.</param>
/// <param name="pipeline">Adds the middleware and the endpoints.</param>
internal sealed class ServerParts(Action<WebApplicationBuilder> settings, Action<WebApplication> pipeline)
{
    /// <summary>Builds the server without starting it.</summary>
    /// <param name="arguments">Settings as on the command line: <c>--Storage:Engine</c>, <c>litedb</c>.</param>
    /// <param name="change">Changes settings and services before the build. May be null.</param>
    public WebApplication Build(string[] arguments, Action<WebApplicationBuilder>? change = null)
    {
        var builder = Prepare(arguments, change);
        var app = builder.Build();
        pipeline(app);
        return app;
    }

    /// <summary>Builds the services without a server. Only resolving the store opens it.</summary>
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
