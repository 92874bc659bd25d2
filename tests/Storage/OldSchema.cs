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
    public static SqliteSession Open(string file, SqlDialect? dialect = null)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return new SqliteSession(connection, dialect ?? new SqliteDialect(file, SqlMigrations.Sqlite));
    }

    /// <summary>Goes on to a version.</summary>
    public static void Migrate(SqliteSession db, int version)
    {
        for (var from = db.Dialect.ReadVersion(db); from < version; from++) db.ExecuteScript(db.Dialect.Migrations[from]);
        db.Dialect.WriteVersion(db, version);
    }

    /// <summary>A user with a session, as versions 1 to 8 stored them. What later versions add has a default.</summary>
    public static void Add(SqliteSession db, User user)
    {
        db.Prepare("INSERT INTO users (id, email, name, password_hash, created_at) VALUES (@id, @email, @name, @hash, @created)")
            .Set("@id", user.Id)
            .Set("@email", user.Email)
            .Set("@name", user.Name)
            .Set("@hash", user.PasswordHash)
            .Set("@created", user.CreatedAt)
            .ExecuteAsync().Now();
        var session = Some.Session(user);
        db.Prepare("INSERT INTO sessions (id, user_id, refresh_hash, created_at, expires_at) VALUES (@id, @user, @hash, @created, @expires)")
            .Set("@id", session.Id)
            .Set("@user", session.UserId)
            .Set("@hash", session.RefreshHash)
            .Set("@created", session.CreatedAt)
            .Set("@expires", session.ExpiresAt)
            .ExecuteAsync().Now();
    }

    /// <summary>A conversation, as versions 1 to 14 stored it.</summary>
    public static void Add(SqliteSession db, Conversation conversation) => db
        .Prepare("INSERT INTO conversations (id, user_id, title, model_tag, created_at, updated_at) VALUES (@id, @user, @title, @model, @created, @updated)")
        .Set("@id", conversation.Id)
        .Set("@user", conversation.UserId)
        .Set("@title", conversation.Title)
        .Set("@model", conversation.ModelTag)
        .Set("@created", conversation.CreatedAt)
        .Set("@updated", conversation.UpdatedAt)
        .ExecuteAsync().Now();

    /// <summary>As versions 1 and 2 did.</summary>
    public static void Add(SqliteSession db, Message message) => Fill(db.Prepare(
        "INSERT INTO messages (id, conversation_id, sequence, role, content, token_count, model_tag, inference_time_ms, created_at) VALUES (@id, @conversation, @sequence, @role, @content, @tokens, @model, @inference, @created)"), message)
        .ExecuteAsync().Now();

    /// <summary>As versions 4 to 13 did, from before messages had versions.</summary>
    public static void AddPlaced(SqliteSession db, Message message) => Fill(
        db.Prepare("""
            INSERT INTO messages (place, id, conversation_id, sequence, role, content, token_count, model_tag, inference_time_ms, created_at, own_tokens)
            SELECT number * 16777216 + @sequence, @id, @conversation, @sequence, @role, @content, @tokens, @model, @inference, @created, @own
            FROM conversations WHERE id = @conversation
            """),
        message)
        .Set("@own", message.OwnTokenCount)
        .ExecuteAsync().Now();

    /// <summary>A turn that runs, as versions 2 and 3 stored it. Version 4 has an answer's id as well.</summary>
    public static void Add(SqliteSession db, TurnRecord turn) => db
        .Prepare("""
            INSERT INTO generations (message_id, conversation_id, running, attempt, model_tag, temperature, max_tokens, top_k, started_at)
            VALUES (@turn, @conversation, 1, @attempt, @model, @temperature, @maxTokens, @topK, 1)
            """)
        .Set("@turn", turn.Id)
        .Set("@conversation", turn.ConversationId)
        .Set("@attempt", turn.Attempt)
        .Set("@model", turn.ModelTag)
        .Set("@temperature", turn.Sampling.Temperature)
        .Set("@maxTokens", turn.Sampling.MaxTokens)
        .Set("@topK", turn.Sampling.TopK)
        .ExecuteAsync().Now();

    /// <summary>The end of a turn's attempt, as versions 2 to 4 stored it.</summary>
    public static void End(SqliteSession db, TurnRecord turn, DateTime now) => db
        .Prepare("""
            UPDATE generations SET running = 0, ended_at = @now, sent = @sent, prompt_tokens = @tokens, left_out = @leftOut,
                finish_reason = @reason, outcome_attempt = @attempt, token_lengths = @lengths, failure = @failure
            WHERE message_id = @turn
            """)
        .Set("@now", now)
        .Set("@sent", GuidBytes.Pack(turn.Sent!.MessageIds))
        .Set("@tokens", turn.Sent.Tokens)
        .Set("@leftOut", string.Join(' ', turn.Sent.LeftOut))
        .Set("@reason", turn.Outcome!.FinishReason)
        .Set("@attempt", turn.Outcome.Attempt)
        .Set("@lengths", turn.Outcome.TokenLengths)
        .Set("@failure", turn.Outcome.Failure)
        .Set("@turn", turn.Id)
        .ExecuteAsync().Now();

    private static SqlStatement Fill(SqlStatement statement, Message message) => statement
        .Set("@id", message.Id)
        .Set("@conversation", message.ConversationId)
        .Set("@sequence", message.Sequence)
        .Set("@role", message.Role)
        .Set("@content", message.Content)
        .Set("@tokens", message.TokenCount)
        .Set("@model", message.ModelTag)
        .Set("@inference", message.InferenceTimeMs)
        .Set("@created", message.CreatedAt);
}
