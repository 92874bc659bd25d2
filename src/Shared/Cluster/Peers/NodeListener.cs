using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Postgres;

namespace SamosaChaat.Shared.Cluster.Peers;

/// <summary>
/// Listens for the other nodes, on a port of its own (docs/decisions/0028). Nothing of it is reachable by the addresses of the API. A
/// server whose store belongs to it alone does not listen.
/// </summary>
internal sealed partial class NodeListener(
    Store store,
    ClusterSecret secret,
    IOptions<ClusterOptions> options,
    INodeRoutes routes,
    ILoggerFactory loggers,
    ILogger<NodeListener> logger)
    : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(10);

    private WebApplication? app;

    /// <summary>The address by which other nodes reach this one. Null if it does not listen for them.</summary>
    public Uri? Address { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (store.Engine.Name != StorageOptions.Postgres) return Task.CompletedTask;
        return secret.IsSet ? ListenAsync(NodeToken.Of(secret), cancellationToken) : Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => app?.DisposeAsync() ?? ValueTask.CompletedTask;

    // A method of its own, because .NET may load all that a method names. A server on SQLite must not load Npgsql.
    private async Task ListenAsync(string token, CancellationToken ct)
    {
        var url = options.Value.ListenAddress;
        app = Build(url, Encoding.UTF8.GetBytes(token));
        try
        {
            await app.StartAsync(ct);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new CannotStartException($"The server cannot listen on Cluster:Listen '{url}'. {e.Message}", e);
        }

        var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Address = NodeAddress.Of(options.Value.Address, bound, ((PostgresEngine)store.Engine).Connections.Open);
        LogListening(logger, bound, Address);
    }

    private WebApplication Build(string url, byte[] token)
    {
        // The builder is empty, because the settings of the API's addresses and of their protocols do not apply here.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(url).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2);
            kestrel.Limits.MaxRequestBodySize = 0;
            // A node that is cut off says nothing.
            (kestrel.Limits.Http2.KeepAlivePingDelay, kestrel.Limits.Http2.KeepAlivePingTimeout) = (PingAfter, PingTimeout);
        });
        builder.Services.AddRoutingCore().AddSingleton(loggers);
        // Signals stop the whole program, not this server.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var built = builder.Build();
        built.Use((http, next) =>
        {
            // Only the API is measured.
            http.Features.Get<IHttpMetricsTagsFeature>()?.MetricsDisabled = true;
            if (NodeToken.Matches(http.Request.Headers[NodeToken.Header], token)) return next(http);
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        });
        built.UseRouting();
        routes.Map(built);
        return built;
    }

    [LoggerMessage(EventIds.NodeListens, LogLevel.Information, "Listening for other nodes on {url}; they call {address}")]
    private static partial void LogListening(ILogger logger, string url, Uri address);

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
