using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Inference.Demo;

namespace SamosaChaat.Shared.Demo;

internal static class DemoRegistration
{
    /// <summary>Makes a demo of the server: seeded data, faults on demand, a reset now and then. By code and not by a setting, so that nobody has it by mistake.</summary>
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
        // Kestrel reports every connection that we break as a failure of ours.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Critical));
        return services;
    }

    /// <summary>Nothing, unless in demo mode.</summary>
    public static IApplicationBuilder UseDemoFaults(this IApplicationBuilder app) =>
        app.ApplicationServices.GetService<DemoMode>() is null ? app : app.UseMiddleware<FaultInjection>();

    /// <summary>Its presence tells.</summary>
    private sealed class DemoMode;
}
