using SamosaChaat.Shared.Backup;
using SamosaChaat.Shared.Backup.S3;

namespace SamosaChaat.Shared.Cli.Doctor;

/// <summary>Checks whether the S3 bucket of the backups can be read. It writes nothing there.</summary>
internal static class BackupCheck
{
    private const string Check = "backup";

    /// <summary>Returns no finding if backups go to a folder.</summary>
    public static async Task<IEnumerable<Finding>> RunAsync(S3Options options, CancellationToken ct)
    {
        if (options.Bucket is not { } name) return [];
        try
        {
            using var bucket = new S3Bucket(options, name);
            await bucket.CheckAsync(options.KeyPrefix, ct);
            return [Finding.Ok(Check, $"the bucket '{name}' can be read")];
        }
        catch (BackupFailedException e)
        {
            return [Finding.Wrong(Check, e.Message, "Correct the settings of Backup:S3. docs/backup.md lists them and the rights of the key.")];
        }
    }
}
