namespace SamosaChaat.Bench.Kills.Operations;

/// <summary>A store, and what it exports.</summary>
internal sealed class ExportedSource(OperationContext context)
{
    private byte[] wanted = [];

    /// <summary>The file with the export.</summary>
    public string File { get; private set; } = "";

    public async Task SetUpAsync(string source)
    {
        await new StoreSource(context).SetUpAsync(source);
        File = Path.Combine(source, "..", "wanted.jsonl");
        await using var run = Export(source, File);
        if (await run.Ended is { } failure) throw new InvalidOperationException(failure);
        wanted = await System.IO.File.ReadAllBytesAsync(File);
    }

    public CommandRun Export(string source, string file) =>
        context.Start(["export", "--user", SeededStore.Email, "--to", file, .. context.Stores.Settings(context.Engine, source)]);

    public string? FaultOfFile(string file)
    {
        if (!System.IO.File.Exists(file)) return "there is no export";
        var found = System.IO.File.ReadAllBytes(file);
        return found.AsSpan().SequenceEqual(wanted) ? null : $"the export has {found.Length} bytes, and should have {wanted.Length} others";
    }

    /// <summary>Exports a store again, because the same bytes are the same rows.</summary>
    public async Task<string?> FaultOfSourceAsync(string source)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("samosachaat-kills-").FullName, "again.jsonl");
        try
        {
            await using var run = Export(source, file);
            return await run.Ended ?? FaultOfFile(file);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }
}
