using System.Buffers.Binary;
using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Search;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Keeps the index of messages on document engines. A section has the terms of up to 32 messages that follow each other in a conversation.
/// A search (<see cref="SectionSearch"/>) reads through the sections of its user, the newest first, and then the messages of those that
/// have all terms. An entry for each word, as SQL engines have them, would change a hundred pages for each message (docs/decisions/0045).
/// </summary>
internal static class SearchSections
{
    /// <summary>Names the collection.</summary>
    public const string Name = "search_sections";

    /// <summary>Names the index that has a user's sections in the order of their newest messages.</summary>
    public const string ByTime = "by_time";

    /// <summary>The field with the terms, each between spaces. Null if there are too many.</summary>
    public const string TermsField = "terms";

    /// <summary>The number of places for messages in a section.</summary>
    private const int Size = 32;

    /// <summary>The maximum length of the terms. A section with more has none, and a search reads its messages instead.</summary>
    private const int MaxLength = 200_000;

    /// <summary>Adds the terms of a stored message.</summary>
    public static void AddToSection(this DocumentSession db, Message message)
    {
        var id = IdOf(message.ConversationId, message.Sequence);
        HashSet<string>? terms = Terms.Of(message.Content);
        var newest = message.CreatedAt;
        if (db.SearchSections.Ascending("_id", id, id, 1, section => section) is [var before])
        {
            if (NewestOf(before) > newest) newest = NewestOf(before);
            if (before[TermsField].IsNull) terms = null;
            else terms.UnionWith(before[TermsField].AsString.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        db.SearchSections.Save(Write(db.FindOwner(message.ConversationId), message, newest, terms));
    }

    /// <summary>Writes the section of a sequence anew, from the messages that are there.</summary>
    public static void WriteSection(this DocumentSession db, Guid conversationId, int sequence)
    {
        var messages = db.MessagesOfSection(conversationId, sequence);
        if (messages.Count == 0)
        {
            db.SearchSections.Delete(IdOf(conversationId, sequence));
            return;
        }

        var terms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var message in messages) terms.UnionWith(Terms.Of(message.Content));
        db.SearchSections.Save(Write(db.FindOwner(conversationId), messages[0], messages.Max(message => message.CreatedAt), terms));
    }

    /// <summary>Writes all sections of a conversation anew.</summary>
    public static void WriteSections(this DocumentSession db, Guid conversationId)
    {
        foreach (var sequence in db.AllMessages(conversationId, one => one["sequence"].AsInt32 / Size * Size).Distinct())
        {
            db.WriteSection(conversationId, sequence);
        }
    }

    /// <summary>Removes the words of the messages from a sequence on. The messages are gone already.</summary>
    public static void RemoveSectionsFrom(this DocumentSession db, Guid conversationId, int sequence)
    {
        var whole = Keys.Of(conversationId, (sequence + Size - 1) / Size);
        var ids = db.SearchSections.Ascending(
            "_id", whole, Keys.Of(conversationId, int.MaxValue), int.MaxValue, static section => section["_id"]);
        foreach (var id in ids) db.SearchSections.Delete(id);
        // The section before them may also have earlier messages, which stay.
        if (sequence % Size > 0) db.WriteSection(conversationId, sequence);
    }

    public static List<T> SectionsOf<T>(this DocumentSession db, Guid conversationId, Func<BsonDocument, T> read) =>
        db.SearchSections.Ascending("_id", Keys.Of(conversationId, 0), Keys.Of(conversationId, int.MaxValue), int.MaxValue, read);

    /// <summary>Reads the messages of the section of a sequence, active or not.</summary>
    public static List<Message> MessagesOfSection(this DocumentSession db, Guid conversationId, int sequence)
    {
        var first = sequence / Size * Size;
        return db.MessagesBetween(conversationId, first, first + Size - 1, Size);
    }

    /// <summary>Returns the conversation of a section, and the first of its sequences.</summary>
    public static (Guid ConversationId, int Sequence) PlaceOf(BsonDocument section)
    {
        var id = section["_id"].AsBinary;
        return (new(id.AsSpan(0, 16), bigEndian: true), BinaryPrimitives.ReadInt32BigEndian(id.AsSpan(16)) * Size);
    }

    /// <summary>Returns the creation time of the newest message of a section.</summary>
    public static DateTime NewestOf(BsonDocument section) => section.Time("newest");

    private static BsonDocument Write(Guid userId, Message one, DateTime newest, HashSet<string>? terms)
    {
        var text = terms is null ? null : $" {string.Join(' ', terms)} ";
        return new()
        {
            ["_id"] = IdOf(one.ConversationId, one.Sequence),
            [ByTime] = Keys.Of(userId, newest, one.ConversationId, one.Sequence / Size),
            ["newest"] = Microseconds.From(newest),
            [TermsField] = text?.Length <= MaxLength ? text : null,
        };
    }

    private static byte[] IdOf(Guid conversationId, int sequence) => Keys.Of(conversationId, sequence / Size);
}
