namespace SamosaChaat.Shared.Backup;

internal static class BackupRegistration
{
    public static IServiceCollection AddBackups(this IServiceCollection services)
    {
        services.AddOptions<BackupOptions>().BindConfiguration(BackupOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<BackupFolder>()
            .AddSingleton<LastBackup>()
            .AddSingleton<StoreBackup>()
            .AddHostedService<BackupSchedule>();
    }
}
