using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Inference.Demo;

namespace SamosaChaat.Shared.Demo;

internal static class DemoRegistration
{
    /// <summary>
    /// Turns the server into a demo with seeded data, faults on demand and resets. Only code can enable it, so that no setting does so by
    /// mistake.
    /// </summary>
    public static IServiceCollection AddDemoMode(this IServiceCollection services)
    {
        services.AddOptions<DemoModeOptions>().BindConfiguration(DemoOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DemoModeOptions>, DemoModeOptionsValidator>();
        services.AddSingleton<DemoData>();
        services.AddHostedService(provider => provider.GetRequiredService<DemoData>());
        services.AddHostedService<DemoReset>();
        services.AddSingleton<UpstreamFactory, FaultyUpstreamFactory>();
        services.AddSingleton<IStartupFilter, BreakDropped>();
        services.AddSingleton<DemoMode>();
        // Kestrel would log every deliberately broken connection as an error.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Critical));
        return services;
    }

    /// <summary>Adds the faults in demo mode. It does nothing otherwise.</summary>
    public static IApplicationBuilder UseDemoFaults(this IApplicationBuilder app) =>
        app.ApplicationServices.GetService<DemoMode>() is null ? app : app.UseMiddleware<FaultInjection>();

    /// <summary>Marks demo mode by its registration.</summary>
    private sealed class DemoMode;
}
