using Microsoft.Data.Sqlite;
using SamosaChaat.Shared.Copy;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Copy;

/// <summary>The comparison finds any one value that is not what it should be, and any one row that is missing or too many.</summary>
public sealed class ComparisonTests : IDisposable
{
    // The places of rows in SQLite's file and in its index. The copy gives them anew.
    private static readonly string[] OwnKeys = ["number", "place", "sequence", "indexed"];

    private readonly TempStore source = new(StorageOptions.Sqlite);
    private readonly TempStore target = new(StorageOptions.Sqlite);
    private readonly SqliteConnection connection;

    public ComparisonTests()
    {
        connection = new SqliteConnection($"Data Source={target.File};Pooling=False;Foreign Keys=False");
        connection.Open();
        // The log refuses what this test does to it.
        Run("DROP TRIGGER audit_stays");
        Run("DROP TRIGGER audit_unsealed_stays");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_damage_is_found()
    {
        await new RandomStore(Seeded.Random()).FillAsync(source);
        var copy = new StoreCopy(source, target);
        await copy.BeginAsync(Ct);
        await copy.CopyAsync(_ => { }, Ct);
        Assert.Null(await DifferenceAsync(copy));
        var damages = AllTables.Names.SelectMany(DamagesOf).ToArray();
        Assert.InRange(damages.Length, 50, int.MaxValue);

        foreach (var (table, statement) in damages)
        {
            Run($"CREATE TEMP TABLE saved AS SELECT * FROM main.{table}");
            Assert.True(Run(statement) == 1, statement);
            Assert.True(await DifferenceAsync(copy) is not null, statement);
            Assert.True(await DifferenceAsync(new StoreCopy(target, source)) is not null, statement);
            Run($"DELETE FROM main.{table}");
            Run($"INSERT INTO main.{table} SELECT * FROM saved");
            Run("DROP TABLE saved");
        }

        Assert.Null(await DifferenceAsync(copy));
    }

    public void Dispose()
    {
        connection.Dispose();
        source.Dispose();
        target.Dispose();
    }

    private static async Task<string?> DifferenceAsync(StoreCopy copy) => (await copy.CompareAsync(_ => { }, Ct))[^1].Difference;

    /// <summary>Each column gets a wrong value in one row, and the row with the greatest key is removed.</summary>
    private IEnumerable<(string Table, string Statement)> DamagesOf(string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT name, type FROM pragma_table_info('{table}')";
        using var reader = command.ExecuteReader();
        string? key = null;
        while (reader.Read())
        {
            var (column, type) = (reader.GetString(0), reader.GetString(1));
            key ??= column;
            if (OwnKeys.Contains(column)) continue;
            var (wrong, ifNull) = type switch { "TEXT" => ("|| 'x'", "'x'"), "REAL" => ("+ 0.25", "0.25"), _ => ("+ 1", "1") };
            var value = type is "BLOB" ? "zeroblob(16)" : $"coalesce({column} {wrong}, {ifNull})";
            yield return (table, $"UPDATE {table} SET {column} = {value} {OneRow(column)}");
        }

        yield return (table, $"DELETE FROM {table} {OneRow(key!)}");

        // A piece and a version have a key of two columns. All other tables have their key in the first column.
        string OneRow(string by)
        {
            var columns = table switch { "checkpoints" => "message_id, position", "versions" => "message_id, attempt", _ => key };
            return $"WHERE ({columns}) = (SELECT {columns} FROM {table} ORDER BY {by} DESC LIMIT 1)";
        }
    }

    private int Run(string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteNonQuery();
    }
}
