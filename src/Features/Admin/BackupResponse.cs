using SamosaChaat.Shared.Backup;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Admin;

/// <summary>A good backup: it was opened, checked and counted.</summary>
/// <param name="Name">The name of the file in the folder or the bucket of the backups.</param>
/// <param name="Engine">The engine of the store.</param>
/// <param name="CreatedAt">The time at which it began. All that was acknowledged before is in it.</param>
/// <param name="Size">The size of the file in bytes.</param>
/// <param name="Rows">The number of rows of all tables.</param>
internal sealed record BackupResponse(string Name, string Engine, DateTime CreatedAt, long Size, long Rows) : IExample
{
    public static object Example =>
        new BackupResponse("samosachaat-20260301T123015.000000Z.zip", StorageOptions.Sqlite, Sample.Time, 1_234_567, 8_901);

    public static BackupResponse From(StoredBackup backup) =>
        new(backup.Name, backup.Manifest.Engine, backup.Manifest.CreatedAt, backup.Size, backup.Manifest.Rows);
}
