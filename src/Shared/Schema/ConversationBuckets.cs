using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.LiteDb;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Replaces the index <c>conversations_newest_first</c> on document engines. It keeps users' lists in buckets beside the conversations.
/// An index of LiteDB's would lead to two pages for every row, each elsewhere in the file. A bucket holds eighty rows in one page.
/// </summary>
internal static class ConversationBuckets
{
    /// <summary>Stores a new conversation and adds it to its owner's list.</summary>
    public static void Add(this DocumentSession db, Conversation conversation)
    {
        db.Conversations.Insert(ConversationMapping.Write(conversation));
        var bucket = db.BucketOf(conversation);
        db.Save(bucket, Put(bucket, conversation));
    }

    /// <summary>Stores a changed conversation and moves it to its new place in the list.</summary>
    public static void Change(this DocumentSession db, Conversation before, Conversation after)
    {
        db.Conversations.Update(ConversationMapping.Write(after));
        var from = db.BucketOf(before);
        from.Rows.RemoveAt(from.IndexOf(before));
        var to = db.BucketOf(after);
        if (to.Id.AsSpan().SequenceEqual(from.Id)) to = from;
        else db.Save(from, appended: false);
        db.Save(to, Put(to, after));
    }

    public static void Remove(this DocumentSession db, Conversation conversation)
    {
        db.Conversations.Delete(conversation.Id);
        var bucket = db.BucketOf(conversation);
        bucket.Rows.RemoveAt(bucket.IndexOf(conversation));
        db.Save(bucket, appended: false);
    }

    /// <summary>Returns a user's conversations below a place in the list, newest first.</summary>
    public static List<Conversation> NewestBelow(this DocumentSession db, Guid userId, DateTime updatedAt, Guid id, int limit)
    {
        var found = new List<Conversation>();
        var below = Keys.Of(userId, updatedAt, id);
        while (found.Count < limit && db.BucketAt(userId, Keys.Before(below)) is { } bucket)
        {
            var rows = Enumerable.Reverse(bucket.Rows).SkipWhile(row => Bucket.KeyOf(row).AsSpan().SequenceCompareTo(below) >= 0);
            found.AddRange(rows.Take(limit - found.Count));
            below = bucket.Id;
        }

        return found;
    }

    /// <returns>True if the row is the last one in the bucket.</returns>
    private static bool Put(Bucket bucket, Conversation row)
    {
        var at = ~bucket.IndexOf(row);
        bucket.Rows.Insert(at, row);
        return at == bucket.Rows.Count - 1;
    }

    private static byte[] Bottom(Guid userId) => Keys.Of(userId, DateTime.UnixEpoch, Guid.Empty);

    private static Bucket BucketOf(this DocumentSession db, Conversation row) =>
        db.BucketAt(row.UserId, Bucket.KeyOf(row)) ?? new Bucket(Bottom(row.UserId));

    private static Bucket? BucketAt(this DocumentSession db, Guid userId, byte[] key) =>
        db.Buckets.Descending("_id", Bottom(userId), key, 1, Bucket.Read) is [var bucket] ? bucket : null;

    private static void Save(this DocumentSession db, Bucket bucket, bool appended)
    {
        if (bucket.Rows.Count == 0)
        {
            db.Buckets.Delete(bucket.Id);
            return;
        }

        var wasStored = bucket.IsStored;
        if (bucket.TryWrite(out var grown) is not { } document)
        {
            // An appended row gets a bucket of its own. A list that is written in order of time then leaves full buckets behind.
            var half = appended ? bucket.Rows.Count - 1 : bucket.Rows.Count / 2;
            var upper = new Bucket(Bucket.KeyOf(bucket.Rows[half]));
            upper.Rows.AddRange(bucket.Rows[half..]);
            bucket.Rows.RemoveRange(half, bucket.Rows.Count - half);
            db.Save(upper, appended: false);
            db.Save(bucket, appended: false);
        }
        else if (!grown)
        {
            db.Buckets.Update(document);
        }
        else
        {
            if (wasStored) db.Buckets.Delete(bucket.Id);
            db.Buckets.Insert(document);
        }
    }
}
