using Microsoft.Data.Sqlite;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Sql;
using SamosaChaat.Shared.Storage.Sqlite;

namespace SamosaChaat.Tests.Storage;

/// <summary>SQLite's file as earlier versions of the program had left it.</summary>
internal static class OldSchema
{
    public static SqlSession Open(string file, SqlDialect? dialect = null)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return new SqlSession(connection, dialect ?? new SqliteDialect(file, SqliteMigrations.Steps));
    }

    /// <summary>Goes on to a version.</summary>
    public static void Migrate(SqlSession db, int version)
    {
        for (var from = db.Dialect.ReadVersion(db); from < version; from++) db.ExecuteScript(db.Dialect.Migrations[from]);
        db.Dialect.WriteVersion(db, version);
    }

    /// <summary>As versions 1 and 2 did.</summary>
    public static void Add(SqlSession db, Message message) => db
        .Prepare($"INSERT INTO messages ({MessageMapping.Columns}) VALUES (@id, @conversation, @sequence, @role, @content, @tokens, @model, @inference, @created)")
        .Set("@id", message.Id)
        .Set("@conversation", message.ConversationId)
        .Set("@sequence", message.Sequence)
        .Set("@role", message.Role)
        .Set("@content", message.Content)
        .Set("@tokens", message.TokenCount)
        .Set("@model", message.ModelTag)
        .Set("@inference", message.InferenceTimeMs)
        .Set("@created", message.CreatedAt)
        .ExecuteAsync().Now();
}
