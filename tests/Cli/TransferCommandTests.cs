using System.Text.Json;

namespace SamosaChaat.Tests.Cli;

/// <summary>A user's data leaves one folder and arrives in another, on another engine, from the command line.</summary>
public sealed class TransferCommandTests : IDisposable
{
    private const string Seed = "--users 1 --conversations 3 --messages 4 --seed 7 --day 2026-03-01 --password long-enough --json";

    private readonly string root = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string A => Path.Combine(root, "a");

    private string B => Path.Combine(root, "b");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task An_export_is_imported_once_and_exported_again_with_the_same_bytes()
    {
        var email = await FillAsync(A, "sqlite");
        var (one, two) = (Path.Combine(root, "one.jsonl"), Path.Combine(root, "two.jsonl"));
        var (exported, output, errors) = await Command.RunAsync("export", "--user", email, "--to", one, "--Storage:Path", A);
        var (taken, _, refusal) = await Command.RunAsync("export", "--user", email, "--to", one, "--Storage:Path", A);
        await Command.RunWithAsync("long-enough-too\n", "user", "add", email, "--Storage:Path", B, "--Storage:Engine", "litedb");

        var (imported, first, _) = await Command.RunAsync("import", "--user", email, "--from", one, "--json", "--Storage:Path", B, "--Storage:Engine", "litedb");
        var (again, second, _) = await Command.RunAsync("import", "--user", email, "--from", one, "--Storage:Path", B, "--Storage:Engine", "litedb");
        await Command.RunAsync("export", "--user", email, "--to", two, "--Storage:Path", B, "--Storage:Engine", "litedb");

        Assert.Equal((0, "", 1), (exported, errors, taken));
        Assert.Contains("3 conversations", output, StringComparison.Ordinal);
        Assert.Contains("is there already", refusal, StringComparison.Ordinal);
        Assert.Equal((0, 3), (imported, JsonElement.Parse(first).GetProperty("imported").GetInt32()));
        Assert.Equal((0, "0 imported, 3 unchanged, 0 in conflict with what is stored, 0 invalid."), (again, second));
        // The accounts are two, and so are the hashes.
        Assert.Equal(await ConversationsAsync(one), await ConversationsAsync(two));
        Assert.Equal(["one.jsonl", "two.jsonl"], Directory.GetFiles(root).Select(Path.GetFileName).Order());
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(one));
    }

    [Fact]
    public async Task A_damaged_file_fails_and_what_is_no_export_or_nobody_is_refused()
    {
        var email = await FillAsync(A, "sqlite");
        var file = Path.Combine(root, "one.jsonl");
        await Command.RunAsync("export", "--user", email, "--to", file, "--Storage:Path", A);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Ct))[..^80], Ct);
        var other = Path.Combine(root, "other");
        await File.WriteAllTextAsync(other, "{}", Ct);

        var (damaged, output, _) = await Command.RunAsync("import", "--user", email, "--from", file, "--Storage:Path", A);
        var (unknown, _, why) = await Command.RunAsync("import", "--user", email, "--from", other, "--Storage:Path", A);
        var (missing, _, where) = await Command.RunAsync("import", "--user", email, "--from", Path.Combine(root, "none"), "--Storage:Path", A);
        var (nobody, _, who) = await Command.RunAsync("export", "--user", "nobody@example.com", "--to", Path.Combine(root, "x"), "--Storage:Path", A);

        Assert.Equal((1, 1, 1, 1), (damaged, unknown, missing, nobody));
        Assert.Contains("3 unchanged", output, StringComparison.Ordinal);
        Assert.Contains("- invalid: ", output, StringComparison.Ordinal);
        Assert.Contains("is no export", Assert.Single(why.Split('\n')), StringComparison.Ordinal);
        Assert.Contains("none", Assert.Single(where.Split('\n')), StringComparison.Ordinal);
        Assert.Contains("nobody@example.com", Assert.Single(who.Split('\n')), StringComparison.Ordinal);
    }

    private static async Task<string> FillAsync(string folder, string engine)
    {
        var (_, output, _) = await Command.RunAsync(["seed", .. Seed.Split(' '), "--Storage:Path", folder, "--Storage:Engine", engine]);
        return JsonElement.Parse(output).GetProperty("emails")[0].GetString()!;
    }

    /// <summary>The lines of conversations, without their hashes.</summary>
    private static async Task<string[]> ConversationsAsync(string file) =>
        [.. (await File.ReadAllLinesAsync(file, Ct)).Where(line => !line.Contains("\"account\"", StringComparison.Ordinal)).Select(line => line[..line.LastIndexOf(",\"hash\"", StringComparison.Ordinal)])];
}
