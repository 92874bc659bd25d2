using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.LiteDb;

namespace SamosaChaat.Shared.Schema;

/// <summary>Keeps users' lists of one kind in the buckets of a collection.</summary>
internal readonly struct BucketList(DocumentCollection buckets)
{
    public void Add(Conversation row)
    {
        var bucket = BucketOf(row);
        Save(bucket, Put(bucket, row));
    }

    public void Remove(Conversation row)
    {
        var bucket = BucketOf(row);
        bucket.Rows.RemoveAt(bucket.IndexOf(row));
        Save(bucket, appended: false);
    }

    /// <summary>Replaces a row, and moves it to its new place.</summary>
    public void Change(Conversation before, Conversation after)
    {
        var from = BucketOf(before);
        from.Rows.RemoveAt(from.IndexOf(before));
        var to = BucketOf(after);
        if (to.Id.AsSpan().SequenceEqual(from.Id)) to = from;
        else Save(from, appended: false);
        Save(to, Put(to, after));
    }

    /// <summary>Returns a user's conversations that a filter takes, below a place in the list, newest first.</summary>
    public List<Conversation> NewestBelow(Guid userId, ConversationFilter filter, DateTime updatedAt, Guid id, int limit)
    {
        var found = new List<Conversation>();
        var below = Keys.Of(userId, updatedAt, id);
        while (found.Count < limit && BucketAt(userId, Keys.Before(below)) is { } bucket)
        {
            var rows = Enumerable.Reverse(bucket.Rows)
                .SkipWhile(row => Bucket.KeyOf(row).AsSpan().SequenceCompareTo(below) >= 0)
                .Where(filter.Takes);
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

    private Bucket BucketOf(Conversation row) => BucketAt(row.UserId, Bucket.KeyOf(row)) ?? new Bucket(Bottom(row.UserId));

    private Bucket? BucketAt(Guid userId, byte[] key) =>
        buckets.Descending("_id", Bottom(userId), key, 1, Bucket.Read) is [var bucket] ? bucket : null;

    private void Save(Bucket bucket, bool appended)
    {
        if (bucket.Rows.Count == 0)
        {
            buckets.Delete(bucket.Id);
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
            Save(upper, appended: false);
            Save(bucket, appended: false);
        }
        else if (!grown)
        {
            buckets.Update(document);
        }
        else
        {
            if (wasStored) buckets.Delete(bucket.Id);
            buckets.Insert(document);
        }
    }
}
