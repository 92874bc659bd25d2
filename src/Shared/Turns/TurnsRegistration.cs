using System.Globalization;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Cluster.Peers;
using SamosaChaat.Shared.Turns.Events;
using SamosaChaat.Shared.Turns.Mirrors;
using SamosaChaat.Shared.Turns.Removal;

namespace SamosaChaat.Shared.Turns;

internal static class TurnsRegistration
{
    public static IServiceCollection AddTurns(this IServiceCollection services)
    {
        services.AddOptions<StreamingOptions>().BindConfiguration(StreamingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<StreamingOptions>, StreamingOptionsValidator>();
        services.AddSingleton<PromptBuilder>();
        services.AddSingleton<TurnFinisher>();
        services.AddSingleton<TurnRunner>();
        services.AddSingleton<Takeover>();
        services.AddSingleton<TurnSlots>();
        services.AddSingleton<DailyQuotas>();
        services.AddSingleton<StreamReaders>();
        services.AddSingleton<ActiveTurns>();
        services.AddSingleton<Reservations>();
        services.AddSingleton<StoreRetry>();
        services.AddSingleton<ReplayCache>();
        services.AddSingleton<SseWriter>();
        services.AddSingleton<TurnFinder>();
        services.AddSingleton<MirrorMetrics>();
        services.AddSingleton<MirrorSender>();
        services.AddSingleton<INodeRoutes, TurnRoutes>();
        services.AddSingleton<RemoteTurns>();
        services.AddSingleton<MirrorSet>();
        services.AddSingleton<ConversationEnd>();
        services.AddSingleton<AccountRemoval>();
        services.AddSingleton<TurnStarter>();
        services.AddSingleton<Drain>();
        services.AddHostedService<TurnRecovery>();
        services.AddHostedService<CheckpointWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        // The host must wait longer than the turns. It reads the setting without the options, which report a wrong one with all others.
        services.AddOptions<HostOptions>().Configure<IConfiguration>((host, settings) =>
        {
            var setting = settings[$"{StreamingOptions.Section}:{nameof(StreamingOptions.DrainTimeout)}"];
            var given = TimeSpan.TryParse(setting, CultureInfo.InvariantCulture, out var drain)
                && drain >= TimeSpan.Zero && drain <= TimeSpan.FromDays(1);
            host.ShutdownTimeout = (given ? drain : new StreamingOptions().DrainTimeout) + TimeSpan.FromSeconds(10);
        });
        return services;
    }
}

/// <summary>Stops the start if a setting is wrong, and names the setting.</summary>
internal sealed class StreamingOptionsValidator : IValidateOptions<StreamingOptions>
{
    public ValidateOptionsResult Validate(string? name, StreamingOptions options) =>
        options.Fault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
}
