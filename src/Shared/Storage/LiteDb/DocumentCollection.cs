using LiteDB;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>
/// Gives operations the calls that they need on one collection. Values travel as parameters. LiteDB keeps every expression that it
/// ever compiled, so an expression with a value in its text would leak memory. Every method reads its results to the end at once,
/// because an open result would hold a transaction on its thread.
/// </summary>
internal sealed class DocumentCollection
{
    private readonly ILiteCollection<BsonDocument> collection;

    internal DocumentCollection(ILiteCollection<BsonDocument> collection) => this.collection = collection;

    public BsonDocument? Find(Guid id) => collection.FindById(id);

    /// <summary>Returns the one document with this value in an indexed field, or null.</summary>
    public BsonDocument? FindBy(string field, BsonValue value) => collection.FindOne($"$.{field} = @0", value);

    /// <summary>Returns every document with this value in a field. Without an index, it reads the whole collection.</summary>
    public IReadOnlyList<BsonDocument> FindAll(string field, BsonValue value) =>
        [.. collection.Find(BsonExpression.Create($"$.{field} = @0", value))];

    /// <summary>Returns every document. Use it only for collections that stay small.</summary>
    public IReadOnlyList<BsonDocument> All() => [.. collection.FindAll()];

    public bool Any() => collection.FindOne(Query.All()) is not null;

    public int Count() => collection.Count();

    public void Clear() => collection.DeleteAll();

    public void Insert(BsonDocument document) => collection.Insert(document);

    public void Update(BsonDocument document) => collection.Update(document);

    /// <summary>Inserts the document, or puts it in place of the one with its id.</summary>
    public void Save(BsonDocument document) => collection.Upsert(document);

    /// <summary>Deletes every document with this value in a field. Without an index, it reads the whole collection.</summary>
    public void DeleteAll(string field, BsonValue value) => collection.DeleteMany($"$.{field} = @0", value);

    /// <summary>Deletes the documents whose value in a field is not above this one. Without an index, it reads the whole collection.</summary>
    public void DeleteUpTo(string field, BsonValue value) => collection.DeleteMany($"$.{field} <= @0", value);

    public bool Delete(BsonValue id) => collection.Delete(id);

    /// <summary>Returns the documents whose key in an index lies between two keys, both included, smallest first.</summary>
    public List<T> Ascending<T>(string index, byte[] from, byte[] to, int limit, Func<BsonDocument, T> read) =>
        Between(index, from, to, found => found.OrderBy($"$.{index}"), limit, read);

    /// <summary>Returns the documents whose key in an index is not below this one, smallest first.</summary>
    public List<T> Ascending<T>(string index, BsonValue from, int limit, Func<BsonDocument, T> read) =>
        [.. collection.Query().Where($"$.{index} >= @0", from).OrderBy($"$.{index}").Limit(limit).ToEnumerable().Select(read)];

    /// <summary>Returns the documents whose key in an index lies between two keys, both included, greatest first.</summary>
    public List<T> Descending<T>(string index, byte[] from, byte[] to, int limit, Func<BsonDocument, T> read) =>
        Between(index, from, to, found => found.OrderByDescending($"$.{index}"), limit, read);

    /// <summary>Returns the documents whose key in an index is below this one, greatest first.</summary>
    public List<T> Descending<T>(string index, BsonValue below, int limit, Func<BsonDocument, T> read) =>
        [.. collection.Query().Where($"$.{index} < @0", below).OrderByDescending($"$.{index}").Limit(limit).ToEnumerable().Select(read)];

    // This uses BETWEEN instead of two comparisons, because LiteDB uses only one predicate for the index and would scan for the other.
    // LiteDB exchanges bounds in the wrong order, and nothing lies between those.
    private List<T> Between<T>(
        string index, byte[] from, byte[] to, Func<ILiteQueryable<BsonDocument>, ILiteQueryable<BsonDocument>> order, int limit, Func<BsonDocument, T> read) =>
        from.AsSpan().SequenceCompareTo(to) > 0 ? []
            : [.. order(collection.Query().Where($"$.{index} BETWEEN @0 AND @1", from, to)).Limit(limit).ToEnumerable().Select(read)];
}
