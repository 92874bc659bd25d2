using Microsoft.Data.Sqlite;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Rows;

/// <summary>Microsoft.Data.Sqlite with one prepared INSERT, each run a commit of its own. The schema and the settings that cost are the store's: WAL, FULL, foreign keys, the log's length.</summary>
internal sealed class RawSqlite : IRawEngine
{
    private static readonly string[] Names = [.. "id conversation sequence role content tokens model inference created own parent parentAttempt active".Split(' ').Select(name => "@" + name)];

    private readonly SqliteConnection connection;
    private readonly SqliteCommand insert;

    public RawSqlite(string folder)
    {
        var file = Path.Combine(folder, new StorageOptions { Engine = StorageOptions.Sqlite }.FileName);
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 10000");
        insert = Command(MessageMapping.Insert.Sqlite);
        foreach (var name in Names) insert.Parameters.Add(new SqliteParameter { ParameterName = name });
    }

    public void Insert(Message message)
    {
        object[] values =
        [
            message.Id.ToByteArray(bigEndian: true), message.ConversationId.ToByteArray(bigEndian: true), message.Sequence, message.Role, message.Content,
            message.TokenCount, message.ModelTag, message.InferenceTimeMs, Microseconds.From(message.CreatedAt),
            message.OwnTokenCount ?? (object)DBNull.Value, DBNull.Value, DBNull.Value, 1,
        ];
        for (var i = 0; i < values.Length; i++) insert.Parameters[i].Value = values[i];
        insert.ExecuteNonQuery();
    }

    public void RemoveFrom(int sequence) => Run($"DELETE FROM messages WHERE sequence >= {sequence}");

    public void Dispose()
    {
        insert.Dispose();
        connection.Dispose();
    }

    private void Run(string text)
    {
        using var command = Command(text);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string text)
    {
        var command = connection.CreateCommand();
        // Constants of this file, and a number.
#pragma warning disable CA2100
        command.CommandText = text;
#pragma warning restore CA2100
        return command;
    }
}
