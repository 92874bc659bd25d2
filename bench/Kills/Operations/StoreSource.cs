using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Kills.Operations;

/// <summary>A store that operations read, and the seeded one with the same rows, which nothing touches. For PostgreSQL that is a store of a file.</summary>
internal sealed class StoreSource(OperationContext context)
{
    private string folder = "";

    /// <summary>The folder of the seeded store.</summary>
    public string Reference { get; private set; } = "";

    public string ReferenceEngine { get; } = context.Engine == StorageOptions.Postgres ? StorageOptions.Sqlite : context.Engine;

    public async Task SetUpAsync(string source)
    {
        (folder, Reference) = (source, await context.Stores.SeededAsync(ReferenceEngine));
        if (ReferenceEngine == context.Engine)
        {
            context.Stores.Copy(ReferenceEngine, Reference, source);
            return;
        }

        await using var run = context.Start(
            "copy", "--from", context.Stores.Side(ReferenceEngine, Reference), "--to", context.Stores.Side(context.Engine, source));
        if (await run.Ended is { } failure) throw new InvalidOperationException(failure);
    }

    /// <summary>Says how the source differs from the seeded store.</summary>
    public Task<string?> FaultAsync() => FaultOfAsync(context.Engine, folder);

    /// <summary>Says how another store differs from the source.</summary>
    public Task<string?> FaultOfAsync(string engine, string other) => context.Stores.FaultAsync(engine, other, ReferenceEngine, Reference);
}
