using Microsoft.Data.Sqlite;

namespace SamosaChaat.Tests.Storage.Damage;

/// <summary>Another connection to a SQLite file, past the program.</summary>
internal static class OwnConnection
{
    public static void Run(string file, string text)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of tests.
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
