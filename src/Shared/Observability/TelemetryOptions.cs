using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Observability;

/// <summary>Section <c>Telemetry</c>. Traces, and metrics that are sent, have OpenTelemetry's own variables: see <see cref="OtlpEndpoint"/>.</summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";
    public const string Off = "off";
    public const string On = "on";

    /// <summary>Traces and metrics are sent where this variable points to, by OTLP; nothing is sent without it.</summary>
    public const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary><c>on</c> serves metrics to Prometheus at <see cref="MetricsUrl"/>.</summary>
    [AllowedValues(Off, On, ErrorMessage = "Telemetry:Metrics is 'on' or 'off'.")]
    public string Metrics { get; set; } = Off;

    /// <summary>Where <c>/metrics</c> is served, and nothing else: apart from the API, because nobody signs in there.</summary>
    public string MetricsUrl { get; set; } = "http://localhost:9464";
}

/// <summary>A wrong setting stops the start, and is named.</summary>
internal sealed class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>
{
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options) =>
        Uri.TryCreate(options.MetricsUrl, UriKind.Absolute, out var url) && url is { Scheme: "http", PathAndQuery: "/" }
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Telemetry:MetricsUrl is an http URL without a path, such as http://localhost:9464.");
}
