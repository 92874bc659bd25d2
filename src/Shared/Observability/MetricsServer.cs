using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Observability;

/// <summary>
/// <c>/metrics</c> for Prometheus, on a port of its own and with nothing else on it: by no mistake of a proxy or of ours can it be reached where the API is.
/// </summary>
internal sealed partial class MetricsServer(MeterProvider meters, IOptions<TelemetryOptions> options, ILogger<MetricsServer> logger) : IHostedService, IAsyncDisposable
{
    private WebApplication? app;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var url = options.Value.MetricsUrl;
        // Empty: the settings of the API's server are not this one's.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(url).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // The program is what signals are for.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        app = builder.Build();
        app.Use((http, next) =>
        {
            // What is measured is the API.
            http.Features.Get<IHttpMetricsTagsFeature>()?.MetricsDisabled = true;
            return next(http);
        });
        app.UseOpenTelemetryPrometheusScrapingEndpoint(meters, predicate: null, "/metrics", configureBranchedPipeline: null, optionsName: null);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            throw new CannotStartException($"Telemetry:MetricsUrl '{url}' cannot be listened on. {e.Message}", e);
        }

        LogListening(logger, app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/metrics");
    }

    public Task StopAsync(CancellationToken cancellationToken) => app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => app?.DisposeAsync() ?? ValueTask.CompletedTask;

    [LoggerMessage(1004, LogLevel.Information, "Metrics are at {url}")]
    private static partial void LogListening(ILogger logger, string url);

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
