using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Stores the instructions of conversations in a table of their own. A conversation's row stays short, and every turn writes it twice.
/// </summary>
internal static class InstructionsMapping
{
    /// <summary>The columns that <see cref="Read(Row, int)"/> reads. Conversations have no columns of these names.</summary>
    public const string Columns = "content, tokens";

    private static readonly SqlText Find = MessageKey.Text(key => $"SELECT {Columns} FROM instructions WHERE {key.OfKey}");

    private static readonly SqlText Save = MessageKey.Text(key => $"""
        INSERT INTO instructions ({key.ConversationKey}, {Columns})
        SELECT {key.ConversationId}, @content, @tokens FROM conversations WHERE id = @conversation
        ON CONFLICT ({key.ConversationKey}) DO UPDATE SET content = excluded.content, tokens = excluded.tokens
        """);

    private static readonly SqlText Delete = MessageKey.Text(key => $"DELETE FROM instructions WHERE {key.OfKey}");

    /// <param name="first">The number of the first one of <see cref="Columns"/> in the statement.</param>
    public static Instructions? Read(Row row, int first) => row.TextOrNull(first) is { } text ? new(text, row.Int(first + 1)) : null;

    public static Instructions Read(BsonDocument document) => new(document["content"].AsString, document["tokens"].AsInt32);

    public static ValueTask<Instructions?> FindInstructions(this SqlSession db, Guid conversationId) => db
        .Prepare(Find)
        .Set("@conversation", conversationId)
        .OneAsync(static row => Read(row, 0)!);

    public static Instructions? FindInstructions(this DocumentSession db, Guid conversationId) =>
        db.Instructions.Find(conversationId) is { } found ? Read(found) : null;

    /// <summary>Stores the instructions of a conversation that exists, in place of its earlier ones.</summary>
    public static ValueTask<int> SetInstructions(this SqlSession db, Guid conversationId, Instructions instructions) => db
        .Prepare(Save)
        .Set("@content", instructions.Text)
        .Set("@tokens", instructions.Tokens)
        .Set("@conversation", conversationId)
        .ExecuteAsync();

    public static void SetInstructions(this DocumentSession db, Guid conversationId, Instructions instructions) =>
        db.Instructions.Save(new BsonDocument
        {
            ["_id"] = conversationId,
            ["content"] = instructions.Text,
            ["tokens"] = instructions.Tokens,
        });

    /// <summary>Removes the instructions of a conversation if it has any.</summary>
    public static ValueTask<int> RemoveInstructions(this SqlSession db, Guid conversationId) =>
        db.Prepare(Delete).Set("@conversation", conversationId).ExecuteAsync();

    public static void RemoveInstructions(this DocumentSession db, Guid conversationId) => db.Instructions.Delete(conversationId);
}
