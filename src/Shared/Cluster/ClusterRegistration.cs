using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Cluster.Peers;

namespace SamosaChaat.Shared.Cluster;

internal static class ClusterRegistration
{
    /// <summary>Adds the membership. Call it before the services that need a lease, because hosted services start in order.</summary>
    public static IServiceCollection AddCluster(this IServiceCollection services)
    {
        services.AddOptions<ClusterOptions>().BindConfiguration(ClusterOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ClusterOptions>, ClusterOptionsValidator>();
        services.AddSingleton<NodeLease>();
        services.AddSingleton<Revocations>();
        services.AddSingleton<SharedClock>();
        services.AddSingleton<ClusterSecret>();
        services.AddSingleton<ClusterMetrics>();
        services.AddSingleton<NodeClient>();
        services.AddSingleton<NodeListener>();
        // A node joins with its address, so it listens before.
        services.AddHostedService(provider => provider.GetRequiredService<NodeListener>());
        services.AddSingleton<Membership>();
        return services.AddHostedService(provider => provider.GetRequiredService<Membership>());
    }

    private sealed class ClusterOptionsValidator : IValidateOptions<ClusterOptions>
    {
        public ValidateOptionsResult Validate(string? name, ClusterOptions options) =>
            options.Fault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }
}
