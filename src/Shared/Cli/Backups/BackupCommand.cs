using System.CommandLine;
using System.Text.Json;
using SamosaChaat.Shared.Backup;
using SamosaChaat.Shared.Hosting;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Cli.Backups;

/// <summary>The command <c>samosachaat backup</c>: makes a backup, with the server running or not.</summary>
internal static class BackupCommand
{
    public static Command Create(ServerParts server, string[] settings)
    {
        var json = CommandOptions.Json();
        var command = new Command(
            "backup",
            "Make a backup in the folder Backup:Folder or the bucket Backup:S3:Bucket. The server may run meanwhile, except with LiteDB: then "
                + "use its API.")
        {
            json
        };
        command.SetAction((parsed, _) => CommandRun.RunAsync("make a backup", async _ =>
        {
            await using var services = server.Services(settings, builder => builder.Services.JoinStorage());
            var made = await services.GetRequiredService<StoreBackup>().RunAsync(CancellationToken.None);
            var file = services.GetRequiredService<IBackupTarget>().AddressOf(made!.Name);
            Console.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new { file, made.Size, made.Manifest.Rows }, Json.Options)
                : FormattableString.Invariant($"{file} has {made.Manifest.Rows} rows in {made.Size} bytes. It was opened and checked."));
            return ExitCode.Ok;
        }));
        return command;
    }
}
