using LiteDB;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Reads a whole collection in portions. LiteDB keeps the pages that a query has read until the query ends, up to 100,000 pages of 8 KB
/// (its MAX_TRANSACTION_SIZE). So one query through a large collection would take 800 MB of memory.
/// </summary>
internal static class DocumentPortions
{
    /// <summary>The expression of the index of the ids.</summary>
    public const string ById = "$._id";

    private const int Size = 500;

    /// <summary>Returns every document that an index finds, in the order of its keys.</summary>
    /// <param name="expression">The expression of the index.</param>
    /// <exception cref="InvalidDataException">The index is not in the order of its keys.</exception>
    public static IEnumerable<BsonDocument> InPortions(this ILiteCollection<BsonDocument> documents, string expression = ById)
    {
        var key = BsonExpression.Create(expression);
        // Sorted, because LiteDB gives equal binary values unequal hash codes.
        var (from, read) = (BsonValue.MinValue, new SortedSet<BsonValue>());
        while (true)
        {
            // Many documents can have the same key, and LiteDB returns those in no order. So each portion begins with the last key again.
            // The value travels as a parameter, because LiteDB keeps every expression that it has compiled.
            var limit = Size + read.Count;
            var portion = documents.Query().Where($"{expression} >= @0", from).OrderBy(key).Limit(limit).ToArray();
            foreach (var document in portion.Where(document => !read.Contains(document["_id"]))) yield return document;
            if (portion.Length < limit) yield break;

            var last = KeyOf(portion[^1]);
            var order = last.CompareTo(from, Collation.Binary);
            // Else a damaged index could be read for ever.
            if (order < 0) throw new InvalidDataException($"the index of {documents.Name} by {expression} is not in order");
            if (order > 0) read.Clear();
            read.UnionWith(portion.Where(document => KeyOf(document) == last).Select(document => document["_id"]));
            from = last;
        }

        BsonValue KeyOf(BsonDocument document) => key.ExecuteScalar(document, Collation.Binary);
    }
}
