using Npgsql;

namespace SamosaChaat.Tests.Cluster;

/// <summary>Looks into the database beside the program.</summary>
internal static class Rows
{
    /// <summary>Waits until a statement returns a row. The database has no event for that, so this asks again and again.</summary>
    public static async Task AppearAsync(string database, string text, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(ct);
#pragma warning disable CA2100 // A constant of the test.
        await using var command = new NpgsqlCommand(text, connection);
#pragma warning restore CA2100
        while (await command.ExecuteScalarAsync(ct) is null) await Task.Yield();
    }
}
