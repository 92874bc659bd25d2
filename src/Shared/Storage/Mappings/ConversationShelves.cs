using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.LiteDb;

namespace SamosaChaat.Shared.Storage.Mappings;

/// <summary>
/// The document engines' twin of the index <c>conversations_newest_first</c>: users' lists, kept on shelves beside the conversations.
/// An index of LiteDB's would lead to two pages for every row, each somewhere else in the file; a shelf holds eighty rows in one.
/// </summary>
internal static class ConversationShelves
{
    /// <summary>Stores a new conversation, in its owner's list too.</summary>
    public static void Add(this DocumentSession db, Conversation conversation)
    {
        db.Conversations.Insert(ConversationMapping.Write(conversation));
        var shelf = db.ShelfOf(conversation);
        db.Save(shelf, Put(shelf, conversation));
    }

    /// <summary>Stores a changed conversation and moves it to its new place in the list.</summary>
    public static void Change(this DocumentSession db, Conversation before, Conversation after)
    {
        db.Conversations.Update(ConversationMapping.Write(after));
        var from = db.ShelfOf(before);
        from.Rows.RemoveAt(from.IndexOf(before));
        var to = db.ShelfOf(after);
        if (to.Id.AsSpan().SequenceEqual(from.Id)) to = from;
        else db.Save(from, appended: false);
        db.Save(to, Put(to, after));
    }

    public static void Remove(this DocumentSession db, Conversation conversation)
    {
        db.Conversations.Delete(conversation.Id);
        var shelf = db.ShelfOf(conversation);
        shelf.Rows.RemoveAt(shelf.IndexOf(conversation));
        db.Save(shelf, appended: false);
    }

    /// <summary>A user's conversations below a place in the list, newest first.</summary>
    public static List<Conversation> NewestBelow(this DocumentSession db, Guid userId, DateTime updatedAt, Guid id, int limit)
    {
        var found = new List<Conversation>();
        var below = Keys.Of(userId, updatedAt, id);
        while (found.Count < limit && db.ShelfAt(userId, Keys.Before(below)) is { } shelf)
        {
            var rows = Enumerable.Reverse(shelf.Rows).SkipWhile(row => Shelf.KeyOf(row).AsSpan().SequenceCompareTo(below) >= 0);
            found.AddRange(rows.Take(limit - found.Count));
            below = shelf.Id;
        }

        return found;
    }

    /// <returns>True if it is the last one on the shelf.</returns>
    private static bool Put(Shelf shelf, Conversation row)
    {
        var at = ~shelf.IndexOf(row);
        shelf.Rows.Insert(at, row);
        return at == shelf.Rows.Count - 1;
    }

    private static byte[] Bottom(Guid userId) => Keys.Of(userId, DateTime.UnixEpoch, Guid.Empty);

    private static Shelf ShelfOf(this DocumentSession db, Conversation row) => db.ShelfAt(row.UserId, Shelf.KeyOf(row)) ?? new Shelf(Bottom(row.UserId));

    private static Shelf? ShelfAt(this DocumentSession db, Guid userId, byte[] key) =>
        db.Shelves.Descending("_id", Bottom(userId), key, 1, Shelf.Read) is [var shelf] ? shelf : null;

    private static void Save(this DocumentSession db, Shelf shelf, bool appended)
    {
        if (shelf.Rows.Count == 0)
        {
            db.Shelves.Delete(shelf.Id);
            return;
        }

        var wasStored = shelf.IsStored;
        if (shelf.TryWrite(out var grown) is not { } document)
        {
            // What is appended goes on a shelf of its own, so that lists written in order of time leave full ones behind.
            var half = appended ? shelf.Rows.Count - 1 : shelf.Rows.Count / 2;
            var upper = new Shelf(Shelf.KeyOf(shelf.Rows[half]));
            upper.Rows.AddRange(shelf.Rows[half..]);
            shelf.Rows.RemoveRange(half, shelf.Rows.Count - half);
            db.Save(upper, appended: false);
            db.Save(shelf, appended: false);
        }
        else if (!grown)
        {
            db.Shelves.Update(document);
        }
        else
        {
            if (wasStored) db.Shelves.Delete(shelf.Id);
            db.Shelves.Insert(document);
        }
    }
}
