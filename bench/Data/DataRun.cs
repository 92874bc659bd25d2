using System.Globalization;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Search;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Data;

/// <summary>Measures everything on one engine in one size.</summary>
internal sealed class DataRun(string engine, int messages, string? program)
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public async Task RunAsync()
    {
        using var side = new DataSide(engine);
        using (var folder = side.Open())
        {
            var user = await LongHistory.WriteAsync(folder.Store, messages);
            var search = await SearchTimes.OfCommonWordsAsync(folder.Store, user);
            Tell("search of two common words", string.Create(Invariant, $"p50 {search.Median:F1} ms, p95 {search.P95:F1} ms"));
        }

        Tell("the store", Megabytes(side.Size));
        var file = Path.Combine(side.Setup.Folder, "export.jsonl");
        var export = await RunAsync(side, "export", "--user", LongHistory.Email, "--to", file);
        var size = new FileInfo(file).Length;
        Tell("export", string.Create(Invariant, $"{Megabytes(size)}, {size / 1e6 / export.Seconds:F1} MB/s"), export);
        await ImportAsync(file);
        File.Delete(file);
        // PostgreSQL is backed up by its own tools.
        if (engine != StorageOptions.Postgres) await BackupAsync(side);
        foreach (var other in Arguments.AllEngines("all").Where(other => other != engine)) await CopyAsync(side, other);
    }

    private async Task ImportAsync(string file)
    {
        using var target = new DataSide(engine);
        using (var folder = target.Open()) await LongHistory.AddPersonAsync(folder.Store, TimeProvider.System.Now());
        foreach (var what in new[] { "import", "the same import again" })
        {
            var import = await RunAsync(target, "import", "--user", LongHistory.Email, "--from", file);
            Tell(what, Rate(import), import);
        }
    }

    private async Task BackupAsync(DataSide side)
    {
        var backup = await RunAsync(side, "backup");
        var folder = new DirectoryInfo(Path.Combine(side.Setup.Folder, "samosachaat.backups"));
        Tell("backup", Megabytes(folder.EnumerateFiles().Sum(made => made.Length)), backup);
    }

    private async Task CopyAsync(DataSide side, string other)
    {
        using var target = new DataSide(other);
        var copy = await RunAsync(target, "copy", "--from", side.Name, "--to", target.Name);
        Tell($"copy to {other}", Rate(copy), copy);
    }

    private Task<CommandLineRun> RunAsync(DataSide side, params string[] command) => CommandLineRun.RunAsync(program, side, command);

    private string Rate(CommandLineRun run) => string.Create(Invariant, $"{messages / run.Seconds:N0} messages/s");

    private static string Megabytes(long bytes) => string.Create(Invariant, $"{bytes / 1e6:F1} MB");

    private void Tell(string what, string result, CommandLineRun? run = null) => Console.WriteLine(string.Create(
        Invariant, $"| {messages:N0} | {engine} | {what} | {result} | {run?.Seconds:F1} | {run?.Memory / 1_000_000} |"));
}
