using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Observability;

/// <summary>Serves <c>/metrics</c> for Prometheus on a separate port, so that no misconfiguration exposes it with the API.</summary>
internal sealed partial class MetricsServer(MeterProvider meters, IOptions<TelemetryOptions> options, ILogger<MetricsServer> logger)
    : IHostedService, IAsyncDisposable
{
    private WebApplication? app;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var url = options.Value.MetricsUrl;
        // The builder is empty, because the API server's settings do not apply here.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(url).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // Signals stop the whole program, not this server.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        app = builder.Build();
        app.Use((http, next) =>
        {
            // Only the API is measured.
            http.Features.Get<IHttpMetricsTagsFeature>()?.MetricsDisabled = true;
            return next(http);
        });
        app.UseOpenTelemetryPrometheusScrapingEndpoint(
            meters, predicate: null, "/metrics", configureBranchedPipeline: null, optionsName: null);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            throw new CannotStartException($"The server cannot listen on Telemetry:MetricsUrl '{url}'. {e.Message}", e);
        }

        LogListening(
            logger, app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/metrics");
    }

    public Task StopAsync(CancellationToken cancellationToken) => app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => app?.DisposeAsync() ?? ValueTask.CompletedTask;

    [LoggerMessage(EventIds.MetricsServerStarted, LogLevel.Information, "Serving metrics at {url}")]
    private static partial void LogListening(ILogger logger, string url);

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
