namespace SamosaChaat.Shared.Retention;

internal static class RetentionRegistration
{
    public static IServiceCollection AddRetention(this IServiceCollection services)
    {
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<RetentionSweep>().AddHostedService(provider => provider.GetRequiredService<RetentionSweep>());
    }
}
