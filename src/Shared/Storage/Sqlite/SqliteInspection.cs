using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SamosaChaat.Shared.Storage.Sqlite;

/// <summary>
/// Checks a whole SQLite store without writing to its files. A server may run on it and keeps working. Its log grows until the check ends.
/// </summary>
internal static class SqliteInspection
{
    private const int Most = 20;

    /// <summary>Returns the store's faults. The list is empty if there are none.</summary>
    /// <param name="newest">The newest version of the schema that this program knows.</param>
    /// <param name="quick">True to skip the comparison of indexes with their tables, which takes most of the time.</param>
    /// <param name="expected">The id that the store must have if it has one. Null for any.</param>
    /// <param name="inUse">True if a server has the store open.</param>
    public static IReadOnlyList<string> Faults(string file, int newest, bool quick, Guid? expected = null, bool inUse = false)
    {
        try
        {
            // Beside a server, SQLite itself keeps the readers from changing anything.
            if (inUse) return Inspect(file, newest, quick, expected);
            // SQLite would use the log and put it in order when it closes, so only a copy is given to it. It takes a file without a log for
            // one that nothing changes, and makes none beside it.
            return StoreDamage.HasContent(SqliteDamage.LogOf(file))
                ? InspectCopy(file, newest, quick, expected)
                : Inspect($"{new Uri(file).AbsoluteUri}?immutable=1", newest, quick, expected);
        }
        catch (Exception e) when (e is SqliteException or ForeignStoreException or InvalidOperationException or FormatException)
        {
            // The last two come from values of a damaged page.
            return [e.Message];
        }
    }

    private static List<string> InspectCopy(string file, int newest, bool quick, Guid? expected)
    {
        var folder = Directory.CreateTempSubdirectory("samosachaat-doctor-").FullName;
        try
        {
            var copy = Path.Combine(folder, Path.GetFileName(file));
            File.Copy(file, copy);
            File.Copy(SqliteDamage.LogOf(file), SqliteDamage.LogOf(copy));
            return Inspect(copy, newest, quick, expected);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [$"it was not closed, so its check needs a copy, and that failed: {e.Message} TMPDIR can name a folder with more room"];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<string> Inspect(string source, int newest, bool quick, Guid? expected)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        connection.Open();
        var version = Convert.ToInt32(Rows(connection, "PRAGMA user_version").Single(), CultureInfo.InvariantCulture);
        if (SchemaVersion.FaultOf(version, newest) is { } fault) return [fault];
        if (Rows(connection, StoreIdTable.Exists).Count > 0)
        {
            StoreIdentity.Settle(Guid.Parse(Rows(connection, StoreIdTable.Hex).Single()), expected);
        }

        var pages = Rows(connection, quick ? "PRAGMA quick_check(20)" : "PRAGMA integrity_check(20)").Where(row => row != "ok");
        var keys = Rows(connection, "PRAGMA foreign_key_check").Select(row => $"a row of {row} refers to a missing row");
        return [.. pages.Concat(keys.Distinct()).Take(Most)];
    }

    /// <summary>Returns the first column of each row.</summary>
    private static List<string> Rows(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        // The text is a constant of this room.
#pragma warning disable CA2100
        command.CommandText = text;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.GetString(0));
        return rows;
    }
}
