using System.Globalization;
using LiteDB;
using Microsoft.Data.Sqlite;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Soak;

/// <summary>When the server has stopped: looks into its file, past all of its code.</summary>
internal sealed class StoreCheck(Model model, Tally tally, int seed)
{
    public void Hold(string folder, string engine, IEnumerable<Turn> turns)
    {
        Hold(engine == StorageOptions.LiteDb ? LookIntoLiteDb(Path.Combine(folder, "samosachaat.litedb")) : LookIntoSqlite(Path.Combine(folder, "samosachaat.db")), turns);
    }

    /// <summary>The same for a server of PostgreSQL.</summary>
    public void Hold(OwnPostgres server, IEnumerable<Turn> turns)
    {
        long Count(string table) => long.Parse(server.Ask($"SELECT count(*) FROM {table}")[0], CultureInfo.InvariantCulture);
        Left(Count("generations WHERE running = 1"), Count("checkpoints"));
        var rows = server.Ask("SELECT message_id || ' ' || attempt FROM generations").ConvertAll(row => row.Split(' '));
        Hold(rows.ToDictionary(row => Guid.Parse(row[0]), row => int.Parse(row[1], CultureInfo.InvariantCulture)), turns);
    }

    private void Hold(Dictionary<Guid, int> attempts, IEnumerable<Turn> turns)
    {
        foreach (var turn in turns)
        {
            var (calls, seen) = (model.CallsFor(turn.Id), turn.Attempts.Select(attempt => attempt.Number).DefaultIfEmpty(-1).Max());
            if (!attempts.TryGetValue(turn.Id, out var attempt))
            {
                if (calls > 0 || seen >= 0) turn.Violation("a turn is not stored", $"the model was asked {calls} times");
                continue;
            }

            if (calls > attempt + 1) turn.Violation("more calls of the model than attempts", $"{calls}, attempts {attempt + 1}");
            if (seen > attempt) turn.Violation("an attempt was seen that is not stored", $"{seen}, stored {attempt}");
        }
    }

    /// <summary>Returns the number of the latest attempt of each turn.</summary>
    private Dictionary<Guid, int> LookIntoSqlite(string file)
    {
        using var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        db.Open();
        Left((long)Scalar("SELECT COUNT(*) FROM generations WHERE running = 1"), (long)Scalar("SELECT COUNT(*) FROM checkpoints"));
        if (Scalar("PRAGMA integrity_check") is not "ok" and var fault) tally.Violation("the file is damaged", $"seed {seed}: {fault}");

        var attempts = new Dictionary<Guid, int>();
        using var all = new SqliteCommand("SELECT message_id, attempt FROM generations", db);
        using var row = all.ExecuteReader();
        while (row.Read()) attempts.Add(new Guid((byte[])row[0], bigEndian: true), row.GetInt32(1));
        return attempts;

        object Scalar(string sql)
        {
            using var command = new SqliteCommand(sql, db);
            return command.ExecuteScalar()!;
        }
    }

    private Dictionary<Guid, int> LookIntoLiteDb(string file)
    {
        using var db = new LiteDatabase(new ConnectionString { Filename = file, ReadOnly = true });
        var generations = db.GetCollection("generations").FindAll().ToArray();
        var running = Math.Max(generations.Count(generation => generation["running"].AsBoolean), db.GetCollection("running").Count());
        Left(running, db.GetCollection("checkpoints").Count());
        return generations.ToDictionary(generation => generation["_id"].AsGuid, generation => generation["attempt"].AsInt32);
    }

    private void Left(long running, long checkpoints)
    {
        if (running > 0) tally.Violation("a turn is left running", $"seed {seed}: {running} in the store");
        if (checkpoints > 0) tally.Violation("checkpoints are left", $"seed {seed}: {checkpoints} in the store");
    }
}
