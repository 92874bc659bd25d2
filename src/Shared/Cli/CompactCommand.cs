using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Erasure;
using SamosaChaat.Shared.Hosting;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Cli;

/// <summary>The command <c>samosachaat compact</c>: gives free room of the store back, and removes all remains of deleted rows.</summary>
internal static class CompactCommand
{
    public static Command Create(ServerParts server, string[] settings)
    {
        var json = CommandOptions.Json();
        var command = new Command(
            "compact",
            "Write the store anew, without free room and without anything of what was deleted. It needs room for the new file. "
                + "No server may use the store.") { json };
        command.SetAction((parsed, ct) => RunAsync(server, settings, parsed.GetValue(json), ct));
        return command;
    }

    private static Task<int> RunAsync(ServerParts server, string[] settings, bool json, CancellationToken ct) =>
        CommandRun.RunAsync("compact the store", async _ =>
        {
            await using var services = server.Services(settings);
            var options = services.GetRequiredService<IOptions<StorageOptions>>().Value;
            ShowStep show = (title, total, work) => ProgressRunner.ShowAsync(title, total, json, work);
            var done = options.IsFile
                ? await new FileCompaction(options).RunAsync(show, ct)
                : await new PostgresCompaction(options).RunAsync(show, ct);
            var copies = CopiesIn(Path.GetFullPath(options.Path));
            string[] lines = json
                ? [JsonSerializer.Serialize(new { done.Store, done.Before, done.After, copies }, Json.Options)]
                : [
                    FormattableString.Invariant($"{done.Store} has {done.After} bytes instead of {done.Before}."),
                    .. copies.Select(copy => $"{copy} still has what was deleted since it was made. Remove it when you do not need it."),
                ];
            foreach (var line in lines) Console.WriteLine(line);
            return ExitCode.Ok;
        });

    /// <summary>Finds copies of the store in its folder, which have what was deleted since.</summary>
    private static string[] CopiesIn(string root) =>
    [
        .. Directory.EnumerateFileSystemEntries(root, "samosachaat.*")
            .Where(name => name.EndsWith(".bak", StringComparison.Ordinal)
                || Path.GetFileName(name) is var entry
                && (entry.StartsWith("samosachaat.before-", StringComparison.Ordinal) || entry == "samosachaat.backups"))
            .Order(StringComparer.Ordinal),
    ];
}
