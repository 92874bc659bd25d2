using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Backup.S3;

namespace SamosaChaat.Shared.Backup;

internal static class BackupRegistration
{
    public static IServiceCollection AddBackups(this IServiceCollection services)
    {
        services.AddOptions<BackupOptions>()
            .BindConfiguration(BackupOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart()
            .Services.AddSingleton<IValidateOptions<BackupOptions>, S3OptionsValidator>();
        return services
            .AddSingleton<BackupFolder>()
            .AddSingleton<BackupBucket>()
            .AddSingleton<IBackupTarget>(all => all.GetRequiredService<IOptions<BackupOptions>>().Value.S3.Bucket is null
                ? all.GetRequiredService<BackupFolder>()
                : all.GetRequiredService<BackupBucket>())
            .AddSingleton<LastBackup>()
            .AddSingleton<StoreBackup>()
            .AddHostedService<BackupSchedule>();
    }
}
