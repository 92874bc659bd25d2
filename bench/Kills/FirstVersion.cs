using LiteDB;
using Microsoft.Data.Sqlite;
using Npgsql;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Postgres;

namespace SamosaChaat.Bench.Kills;

/// <summary>Writes a large store of the first version of an engine's schema, which never changes.</summary>
internal static class FirstVersion
{
    private const int PerConversation = 40;

    private static readonly string Text = string.Concat(Enumerable.Repeat("Fold the dough over the filling and press. ", 8));

    /// <param name="connection">The connection string of PostgreSQL.</param>
    public static void Write(string engine, string folder, string? connection, int messages)
    {
        var conversations = Math.Max(1, messages / PerConversation);
        if (engine == StorageOptions.LiteDb) WriteDocuments(Path.Combine(folder, "samosachaat.litedb"), conversations);
        else if (engine == StorageOptions.Postgres) WritePostgres(connection!, conversations);
        else WriteSqlite(Path.Combine(folder, "samosachaat.db"), conversations);
    }

    private static void WriteSqlite(string file, int conversations)
    {
        using var db = new SqliteConnection($"Data Source={file};Pooling=False");
        db.Open();
        // The text is a constant of this assembly or a migration embedded in it.
#pragma warning disable CA2100
        using var all = new SqliteCommand($"""
            PRAGMA journal_mode = WAL;
            BEGIN;
            {SqlMigrations.Sqlite[0]}
            INSERT INTO users SELECT randomblob(16), 'asha@example.com', 'Asha', 'a hash', 1;
            CREATE TEMP TABLE n AS WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {Math.Max(conversations, PerConversation)}) SELECT i FROM n;
            INSERT INTO conversations SELECT randomblob(16), users.id, 'No. ' || i, 'demo', i, i FROM n, users WHERE i < {conversations};
            INSERT INTO messages SELECT randomblob(16), conversations.id, i, CASE i % 2 WHEN 0 THEN 'user' ELSE 'assistant' END, '{Text}' || i, 80, 'demo', 0, i
            FROM n, conversations WHERE i < {PerConversation};
            INSERT INTO generations SELECT id, conversation_id, 'stop', 1, 2 FROM messages WHERE role = 'user';
            DROP TABLE n;
            PRAGMA user_version = 1;
            COMMIT;
            """, db);
#pragma warning restore CA2100
        all.ExecuteNonQuery();
    }

    private static void WritePostgres(string connection, int conversations)
    {
        using var db = new NpgsqlConnection($"{connection};Pooling=False");
        db.Open();
        var schema = ChatSchema.Migrations.Postgres;
        PostgresMigrator.Migrate(db, schema with { Migrations = [.. schema.Migrations.Take(1)], Oldest = 1 });
#pragma warning disable CA2100
        using var all = new NpgsqlCommand($"""
            INSERT INTO users VALUES (md5('u')::uuid, 'asha@example.com', 'Asha', 'a hash', 1);
            INSERT INTO conversations SELECT md5('c' || i)::uuid, md5('u')::uuid, 'No. ' || i, 'demo', i, i FROM generate_series(1, {conversations}) i;
            INSERT INTO messages SELECT md5('c' || c)::uuid, i, md5('m' || c || '/' || i)::uuid, CASE i % 2 WHEN 0 THEN 'user' ELSE 'assistant' END, '{Text}' || i, 80, 'demo', 0, i
            FROM generate_series(1, {conversations}) c, generate_series(0, {PerConversation - 1}) i;
            INSERT INTO generations (message_id, conversation_id, running, attempt, model_tag, started_at, ended_at, finish_reason, outcome_attempt)
            SELECT id, conversation_id, 0, 0, 'demo', 1, 2, 'stop', 0 FROM messages WHERE role = 'user';
            """, db);
#pragma warning restore CA2100
        all.ExecuteNonQuery();
    }

    private static void WriteDocuments(string file, int conversations)
    {
        using var db = new LiteDatabase(new ConnectionString(file) { Collation = Collation.Binary });
        LiteDbMigrations.Steps[0](db);
        db.UserVersion = 1;
        var user = Guid.CreateVersion7();
        db.GetCollection("users").Insert(new BsonDocument
        {
            ["_id"] = user,
            ["email"] = "asha@example.com",
            ["name"] = "Asha",
            ["password_hash"] = "a hash",
            ["created_at"] = 1L,
        });
        foreach (var number in Enumerable.Range(0, conversations))
        {
            var id = Guid.CreateVersion7();
            new DocumentSession(db).Add(new Conversation(id, user, $"No. {number}", "demo", DateTime.UnixEpoch, DateTime.UnixEpoch));
            var messages = Enumerable.Range(0, PerConversation).Select(place => new BsonDocument
            {
                ["_id"] = Guid.CreateVersion7(),
                ["conversation_id"] = id,
                ["sequence"] = place,
                ["in_order"] = Keys.Of(id, place),
                ["role"] = place % 2 == 0 ? "user" : "assistant",
                ["content"] = $"{Text}{place}",
                ["token_count"] = 80,
                ["model_tag"] = "demo",
                ["inference_time_ms"] = 0,
                ["created_at"] = 1L,
            }).ToArray();
            db.GetCollection("messages").InsertBulk(messages);
            db.GetCollection("generations").InsertBulk(messages.Where(message => message["role"] == "user").Select(message => new BsonDocument
            {
                ["_id"] = message["_id"],
                ["conversation_id"] = id,
                ["status"] = "stop",
                ["started_at"] = 1L,
                ["ended_at"] = 2L,
            }));
        }
    }
}
