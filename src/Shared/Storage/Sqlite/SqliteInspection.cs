using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SamosaChaat.Shared.Storage.Sqlite;

/// <summary>
/// Checks a whole SQLite store without writing to it. A server may run on it and keeps working. Its log grows until the check ends.
/// </summary>
internal static class SqliteInspection
{
    private const int Most = 20;

    /// <summary>Returns the store's faults. The list is empty if there are none.</summary>
    /// <param name="newest">The newest version of the schema that this program knows.</param>
    /// <param name="quick">True to skip the comparison of indexes with their tables, which takes most of the time.</param>
    public static IReadOnlyList<string> Faults(string file, int newest, bool quick)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
                DefaultTimeout = 5,
            }.ToString());
            connection.Open();
            var version = Convert.ToInt32(Rows(connection, "PRAGMA user_version").Single(), CultureInfo.InvariantCulture);
            if (version > newest)
            {
                return [string.Create(
                    CultureInfo.InvariantCulture,
                    $"it has version {version}, but this program knows versions up to {newest} only: use a newer program")];
            }

            var pages = Rows(connection, quick ? "PRAGMA quick_check(20)" : "PRAGMA integrity_check(20)").Where(row => row != "ok");
            var keys = Rows(connection, "PRAGMA foreign_key_check").Select(row => $"a row of {row} refers to a missing row");
            return [.. pages.Concat(keys.Distinct()).Take(Most)];
        }
        catch (SqliteException e)
        {
            return [e.Message];
        }
    }

    /// <summary>Returns the first column of each row.</summary>
    private static List<string> Rows(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        // The text is a constant of this file.
#pragma warning disable CA2100
        command.CommandText = text;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.GetString(0));
        return rows;
    }
}
