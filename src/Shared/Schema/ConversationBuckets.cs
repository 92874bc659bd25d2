using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.LiteDb;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Replaces the indexes of conversations on document engines. It keeps users' lists in buckets beside the conversations.
/// An index of LiteDB's would lead to two pages for every row, each elsewhere in the file. A bucket holds eighty rows in one page.
/// Archived conversations have lists of their own, and pinned ones are in another list too. So no list reads through another one.
/// </summary>
internal static class ConversationBuckets
{
    /// <summary>The collection with the lists of conversations that are not archived.</summary>
    public const string Listed = "shelves";

    public const string Archived = "shelves_archived";

    /// <summary>The collection with the lists of pinned conversations, archived or not.</summary>
    public const string Pinned = "shelves_pinned";

    /// <summary>The collection with the lists of temporary conversations, which no other list has. It stays small.</summary>
    public const string Temporary = "shelves_temporary";

    /// <summary>Stores a new conversation and adds it to its owner's lists.</summary>
    public static void Add(this DocumentSession db, Conversation conversation)
    {
        // One collection sees to it that its ids are unique. SQL engines have one table for both.
        if (db.Trash.Find(conversation.Id) is not null) throw new LiteException(0, "A conversation in the trash has this id.");
        db.Conversations.Insert(ConversationMapping.Write(conversation));
        foreach (var list in ListsOf(conversation)) db.List(list).Add(conversation);
    }

    /// <summary>Stores a changed conversation and moves it to its new place in the lists.</summary>
    public static void Change(this DocumentSession db, Conversation before, Conversation after)
    {
        db.Conversations.Update(ConversationMapping.Write(after));
        var (from, to) = (ListsOf(before), ListsOf(after));
        foreach (var list in from.Except(to)) db.List(list).Remove(before);
        foreach (var list in from.Intersect(to)) db.List(list).Change(before, after);
        foreach (var list in to.Except(from)) db.List(list).Add(after);
    }

    public static void Remove(this DocumentSession db, Conversation conversation)
    {
        db.Conversations.Delete(conversation.Id);
        foreach (var list in ListsOf(conversation)) db.List(list).Remove(conversation);
    }

    /// <summary>Returns a user's conversations below a place in the list, newest first.</summary>
    public static List<Conversation> NewestBelow(
        this DocumentSession db, Guid userId, ConversationFilter filter, DateTime updatedAt, Guid id, int limit)
    {
        string[] lists = filter switch
        {
            { IsTemporary: true } => [Temporary],
            { Pinned: true } => [Pinned],
            { Archived: true } => [Archived],
            { Archived: false } => [Listed],
            _ => [Listed, Archived],
        };
        var found = lists.Select(list => db.List(list).NewestBelow(userId, filter, updatedAt, id, limit)).ToArray();
        return found is [var only] ? only : [.. found.SelectMany(rows => rows).OrderDescending(Bucket.ByTime).Take(limit)];
    }

    /// <summary>Names the lists that have this conversation.</summary>
    public static string[] ListsOf(Conversation conversation)
    {
        if (conversation.IsTemporary) return [Temporary];
        var list = conversation.IsArchived ? Archived : Listed;
        return conversation.IsPinned ? [list, Pinned] : [list];
    }

    /// <summary>Returns the temporary conversations of all users that have not changed for the longest time.</summary>
    public static List<Conversation> OldestTemporary(this DocumentSession db, int limit) =>
        [.. db.Collection(Temporary).All().SelectMany(bucket => Bucket.Read(bucket).Rows).OrderBy(row => row.UpdatedAt).Take(limit)];

    private static BucketList List(this DocumentSession db, string list) => new(db.Collection(list));
}
