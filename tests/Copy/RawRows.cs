using System.Data.Common;
using System.Globalization;
using LiteDB;
using Microsoft.Data.Sqlite;
using Npgsql;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Postgres;

namespace SamosaChaat.Tests.Copy;

/// <summary>
/// Every value of every row in a store's file or database, as text that is the same on all engines. It uses none of the program's mappings, so
/// it also shows a column that they forget.
/// </summary>
internal static class RawRows
{
    // SQLite's own keys, and LiteDB's compound one, have other names elsewhere. Each engine has its own place in the index of words.
    private static readonly string[] OwnKeys = ["number", "place", "in_order", "indexed"];

    /// <summary>Reads a store that is closed, if its engine allows one process at a time.</summary>
    public static string[] Of(string engine, string folder)
    {
        var rows = engine switch
        {
            StorageOptions.LiteDb => OfDocuments(folder),
            StorageOptions.Sqlite => OfTables(new SqliteConnection($"Data Source={Path.Combine(folder, "samosachaat.db")};Pooling=False")),
            _ => OfTables(new NpgsqlConnection(PostgresProcess.ConnectionString(folder))),
        };
        return [.. rows.Order(StringComparer.Ordinal)];
    }

    private static List<string> OfTables(DbConnection connection)
    {
        using var open = connection;
        open.Open();
        var rows = new List<string>();
        foreach (var table in AllTables.Names)
        {
            using var command = open.CreateCommand();
            command.CommandText = table switch
            {
                "instructions" when connection is SqliteConnection => "SELECT c.id AS conversation_id, i.* FROM instructions i JOIN conversations c ON c.number = i.number",
                // A document in the trash is in no other collection.
                "conversations" => "SELECT * FROM conversations WHERE user_id IS NOT NULL",
                "trash" => "SELECT c.*, t.user_id, t.deleted_at FROM trash t JOIN conversations c ON c.id = t.conversation_id",
                _ => $"SELECT * FROM {table}",
            };
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                rows.Add(Row(table, Enumerable.Range(0, reader.FieldCount).Select(i => (reader.GetName(i), Value(reader.GetValue(i), connection is NpgsqlConnection)))));
            }
        }

        return rows;
    }

    private static List<string> OfDocuments(string folder)
    {
        using var database = new LiteDatabase($"Filename={Path.Combine(folder, "samosachaat.litedb")};ReadOnly=true");
        return [.. AllTables.Names.SelectMany(table => database.GetCollection(table).FindAll().Select(document => Row(
            table,
            WithDefaults(table, document).SelectMany(field => field.Key == "_id" ? Key(table, field.Value) : [(field.Key, Value(field.Value.RawValue, escaped: false))]))))];
    }

    /// <summary>A document leaves out what most of them would say.</summary>
    private static BsonDocument WithDefaults(string table, BsonDocument document)
    {
        if (table == "messages") Add("active", true);
        if (table is "conversations" or "trash") Add("pinned", false);
        if (table is "conversations" or "trash") Add("archived", false);
        // On SQL engines it is one of the lists.
        if (document.Remove("temporary")) document["archived"] = 2;
        return document;

        void Add(string field, bool value)
        {
            if (document[field].IsNull) document[field] = value;
        }
    }

    private static (string, string?)[] Key(string table, BsonValue id) => table switch
    {
        // The key has the position as well, which is also a field.
        "checkpoints" => [("message_id", Convert.ToHexString(id.AsBinary.AsSpan(0, 16)))],
        // So has the key of a version.
        "versions" => [],
        "generations" => [("message_id", Value(id.AsGuid, escaped: false))],
        "instructions" => [("conversation_id", Value(id.AsGuid, escaped: false))],
        // The number is a column elsewhere, and left out with SQLite's own keys: the hash goes by it.
        "audit" => [],
        "usage" => [("user_id", Value(id.AsGuid, escaped: false))],
        _ => [("id", Value(id.AsGuid, escaped: false))],
    };

    private static string Row(string table, IEnumerable<(string Name, string? Value)> values) =>
        $"{table}: {string.Join("; ", values.Where(v => v.Value is not null && !OwnKeys.Contains(v.Name)).Select(v => $"{v.Name}={v.Value}").Order(StringComparer.Ordinal))}";

    private static string? Value(object? value, bool escaped) => value switch
    {
        null or DBNull => null,
        byte[] bytes => Convert.ToHexString(bytes),
        Guid id => Convert.ToHexString(id.ToByteArray(bigEndian: true)),
        bool flag => flag ? "1" : "0",
        string text => System.Text.Json.JsonSerializer.Serialize(escaped ? System.Text.Encoding.UTF8.GetString(StoredText.Read(System.Text.Encoding.UTF8.GetBytes(text))) : text),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
