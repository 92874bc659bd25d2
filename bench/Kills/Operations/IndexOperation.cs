using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace SamosaChaat.Bench.Kills.Operations;

/// <summary>The index of words that a server fills in the background: each message is in it once, in the end.</summary>
internal sealed class IndexOperation(OperationContext context) : LongOperation(context)
{
    private readonly StoreSource source = new(context);
    private string withoutIndex = "";

    public override string Kind => "index";

    public override Task PrepareAsync(string folder)
    {
        Stores.Copy(Engine, withoutIndex, folder);
        return Task.CompletedTask;
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

    protected override async Task SetUpAsync()
    {
        await source.SetUpAsync(Source);
        withoutIndex = $"{Source}-without-index";
        Stores.Copy(Engine, Source, withoutIndex);
        Ask(withoutIndex, "UPDATE messages SET indexed = NULL");
        Ask(withoutIndex, "DELETE FROM search_terms");
    }

    private long Ask(string folder, string text)
    {
        // PostgreSQL's stay open in a pool, because each new one is a process of the server.
        using DbConnection db = Stores.ConnectionString(Engine, folder) is { } connection
            ? new NpgsqlConnection(connection)
            : new SqliteConnection($"Data Source={Path.Combine(folder, "samosachaat.db")};Pooling=False");
        db.Open();
        using var command = db.CreateCommand();
        // The text is a constant of this class.
#pragma warning disable CA2100
        command.CommandText = text;
#pragma warning restore CA2100
        return command.ExecuteScalar() is long number ? number : 0;
    }
}
