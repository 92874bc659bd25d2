using System.Globalization;
using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Streaming;

internal static class StreamingRegistration
{
    public static IServiceCollection AddStreaming(this IServiceCollection services)
    {
        services.AddOptions<StreamingOptions>().BindConfiguration(StreamingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<StreamingOptions>, StreamingOptionsValidator>();
        services.AddOptions<LimitsOptions>().BindConfiguration(LimitsOptions.Section);
        services.AddSingleton<TurnPrompt>();
        services.AddSingleton<TurnCommit>();
        services.AddSingleton<GenerationRunner>();
        services.AddSingleton<TurnPlaces>();
        services.AddSingleton<GenerationRegistry>();
        services.AddSingleton<Replays>();
        services.AddSingleton<SseWriter>();
        services.AddSingleton<TurnLookup>();
        services.AddSingleton<TurnStart>();
        services.AddSingleton<Drain>();
        services.AddHostedService<TurnRecovery>();
        services.AddHostedService<Checkpoints>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        // The host's own patience must be the longer one. Not by the options: a wrong one is to be named together with all others.
        services.AddOptions<HostOptions>().Configure<IConfiguration>((host, settings) =>
        {
            var given = TimeSpan.TryParse(settings[$"{StreamingOptions.Section}:{nameof(StreamingOptions.DrainTimeout)}"], CultureInfo.InvariantCulture, out var drain)
                && drain >= TimeSpan.Zero && drain <= TimeSpan.FromDays(1);
            host.ShutdownTimeout = (given ? drain : new StreamingOptions().DrainTimeout) + TimeSpan.FromSeconds(10);
        });
        return services;
    }
}

/// <summary>A wrong setting stops the start, and is named.</summary>
internal sealed class StreamingOptionsValidator : IValidateOptions<StreamingOptions>
{
    public ValidateOptionsResult Validate(string? name, StreamingOptions options) =>
        options.Fault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
}
