using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Shared.Observability;

internal static class TelemetryRegistration
{
    /// <summary>Registers the instruments, and OpenTelemetry only if it is enabled. Otherwise its assemblies are not even loaded.</summary>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<TelemetryOptions>().BindConfiguration(TelemetryOptions.Section).ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsValidator>();
        builder.Services.AddSingleton<TurnMetrics>().AddSingleton<UpstreamCalls>();
        var sends = !string.IsNullOrEmpty(builder.Configuration[TelemetryOptions.OtlpEndpoint]);
        var serves = builder.Configuration[$"{TelemetryOptions.Section}:{nameof(TelemetryOptions.Metrics)}"] == TelemetryOptions.On;
        if (sends || serves) AddOpenTelemetry(builder, sends, serves);
        return builder;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddOpenTelemetry(WebApplicationBuilder builder, bool sends, bool serves)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                builder.Configuration["OTEL_SERVICE_NAME"] ?? "samosachaat", serviceVersion: ProgramVersion.Current))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(
                    Instrumentation.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime");
                if (sends) metrics.AddOtlpExporter();
                // There is one scraper, and it must see current values.
                if (serves) metrics.AddPrometheusExporter(exporter => exporter.ScrapeResponseCacheDurationMilliseconds = 0);
            });
        if (serves) builder.Services.AddHostedService<MetricsServer>();
        if (!sends) return;

        telemetry.WithTracing(tracing => tracing
            .AddSource(Instrumentation.Name)
            .AddAspNetCoreInstrumentation(requests =>
            {
                requests.Filter = http => http.Request.Path.Value is not ("/health" or "/metrics");
                // OpenTelemetry hides the values of a query unless its own setting says otherwise. A ticket stays hidden always.
                requests.EnrichWithHttpRequest = (span, request) =>
                {
                    if (request.Query.ContainsKey(TicketQuery.Parameter)) span.SetTag("url.query", "hidden");
                };
            })
            .AddHttpClientInstrumentation()
            .AddOtlpExporter());
    }
}
