using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Backup;
using SamosaChaat.Shared.Backup.S3;
using SamosaChaat.Shared.Hosting;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Cli.Backups;

/// <summary>The command <c>samosachaat restore</c>: checks a backup, and puts it in the place of the store.</summary>
internal static class RestoreCommand
{
    public static Command Create(ServerParts server, string[] settings)
    {
        var file = new Argument<string>("file") { Description = "The backup: a ZIP file, or the address s3://bucket/name.zip of one." };
        var json = CommandOptions.Json();
        var command = new Command(
            "restore",
            "Check a backup and put it in the place of the store. What was there is kept. No server may use the store.") { file, json };
        command.SetAction((parsed, _) => CommandRun.RunAsync("restore the backup", async _ =>
        {
            await using var services = server.Services(settings);
            var folder = services.GetRequiredService<DataFolder>();
            var options = services.GetRequiredService<IOptions<StorageOptions>>().Value;
            var restore = new StoreRestore(folder, options, TimeProvider.System);
            var s3 = services.GetRequiredService<IOptions<BackupOptions>>().Value.S3;
            var (manifest, before) = S3Address.TryParse(parsed.GetValue(file)!) is { } address
                ? restore.Run($"{address}", copy => Download(s3, address, copy))
                : restore.Run(Path.GetFullPath(parsed.GetValue(file)!));
            Console.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new { manifest.Rows, manifest.CreatedAt, folder = folder.Root, before }, Json.Options)
                : FormattableString.Invariant($"Restored {manifest.Rows} rows of {manifest.CreatedAt:u} to {folder.Root}.")
                    + (before is null ? "" : $" What was there is in {before}."));
            return ExitCode.Ok;
        }));
        return command;
    }

    private static void Download(S3Options options, S3Address address, string file)
    {
        using var bucket = new S3Bucket(options, address.Bucket);
        using var target = File.Create(file);
        ObjectDownload.RunAsync(bucket, address.Key, target, CancellationToken.None).GetAwaiter().GetResult();
    }
}
