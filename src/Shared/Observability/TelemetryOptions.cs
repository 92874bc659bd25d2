using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Observability;

/// <summary>
/// The settings of section <c>Telemetry</c>. Export by OTLP has OpenTelemetry's own environment variables: see <see cref="OtlpEndpoint"/>.
/// </summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";
    public const string Off = "off";
    public const string On = "on";

    /// <summary>The environment variable with the OTLP endpoint for traces and metrics. Nothing is sent without it.</summary>
    public const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary><c>on</c> serves metrics for Prometheus at <see cref="MetricsUrl"/>.</summary>
    [AllowedValues(Off, On, ErrorMessage = "Telemetry:Metrics must be 'on' or 'off'.")]
    public string Metrics { get; set; } = Off;

    /// <summary>The URL that serves only <c>/metrics</c>. It is separate from the API, because it requires no sign-in.</summary>
    public string MetricsUrl { get; set; } = "http://localhost:9464";
}

/// <summary>Stops the start and names the setting if a setting is invalid.</summary>
internal sealed class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>
{
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options) =>
        Uri.TryCreate(options.MetricsUrl, UriKind.Absolute, out var url) && url is { Scheme: "http", PathAndQuery: "/" }
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Telemetry:MetricsUrl must be an http URL without a path, such as http://localhost:9464.");
}
