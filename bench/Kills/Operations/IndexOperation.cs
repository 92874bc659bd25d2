using System.Globalization;
using Microsoft.Data.Sqlite;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Kills.Operations;

/// <summary>The index of words that a server fills in the background: each message is in it once, in the end.</summary>
internal sealed class IndexOperation(OperationContext context) : LongOperation(context)
{
    private readonly StoreSource source = new(context);

    public override string Kind => "index";

    public override async Task PrepareAsync(string folder)
    {
        if (Engine == StorageOptions.Postgres)
        {
            await using var run = Context.Start("copy", "--from", Stores.Side(source.ReferenceEngine, source.Reference), "--to", Stores.Side(Engine, folder));
            if (await run.Ended is { } failure) throw new InvalidOperationException(failure);
        }
        else
        {
            KilledStores.CopyFiles(source.Reference, folder);
        }

        Ask(folder, "UPDATE messages SET indexed = NULL");
        Ask(folder, "DELETE FROM search_terms");
    }

    public override Task<IOperationRun> StartAsync(string folder) => Task.FromResult<IOperationRun>(new IndexRun(
        Context.Start([
            "serve", "--urls", "http://127.0.0.1:0", "--Storage:Reserve", "0", "--Cluster:Lease", "00:01:00", "--Streaming:DrainTimeout", "00:00:00",
            .. Stores.Settings(Engine, folder),
        ]),
        () => Ask(folder, "SELECT COUNT(*) FROM messages WHERE indexed IS NULL") == 0));

    public override async Task<(bool IsComplete, string? Fault)> LookAsync(string folder)
    {
        var isComplete = Ask(folder, "SELECT COUNT(*) FROM messages WHERE indexed IS NULL") == 0;
        return (isComplete, isComplete ? await FaultOfWholeAsync(folder) : null);
    }

    public override async Task<string?> FaultOfWholeAsync(string folder)
    {
        var (messages, terms) = (Ask(folder, "SELECT COUNT(*) FROM messages"), Ask(folder, "SELECT COUNT(*) FROM search_terms"));
        if (messages != terms) return $"{terms} of {messages} messages are in the index";
        return await source.FaultOfAsync(Engine, folder);
    }

    public override void Remove(string folder)
    {
        Stores.RemoveTables(Engine, folder);
        base.Remove(folder);
    }

    protected override Task SetUpAsync() => source.SetUpAsync(Source);

    private long Ask(string folder, string text)
    {
        if (Engine == StorageOptions.Postgres)
        {
            return OwnPostgres.Ask(Stores.ConnectionString(Engine, folder)!, text) is [var first, ..] ? long.Parse(first, CultureInfo.InvariantCulture) : 0;
        }

        using var db = new SqliteConnection($"Data Source={Path.Combine(folder, "samosachaat.db")};Pooling=False");
        db.Open();
        // The text is a constant of this class.
#pragma warning disable CA2100
        using var command = new SqliteCommand(text, db);
#pragma warning restore CA2100
        return command.ExecuteScalar() is long number ? number : 0;
    }
}
