using LiteDB;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>
/// One collection, by what operations need of it. Values travel as parameters: LiteDB keeps every expression it ever compiled, so one
/// with its value in the text would be a leak. Results are read to the end at once: an open one would hold a transaction on its thread.
/// </summary>
internal sealed class DocumentCollection
{
    private readonly ILiteCollection<BsonDocument> collection;

    internal DocumentCollection(ILiteCollection<BsonDocument> collection) => this.collection = collection;

    public BsonDocument? Find(Guid id) => collection.FindById(id);

    /// <summary>The one document with this value in an indexed field, or null.</summary>
    public BsonDocument? FindBy(string field, BsonValue value) => collection.FindOne($"$.{field} = @0", value);

    /// <summary>Every document with this value in an indexed field.</summary>
    public IReadOnlyList<BsonDocument> FindAll(string field, BsonValue value) =>
        [.. collection.Find(BsonExpression.Create($"$.{field} = @0", value))];

    /// <summary>All there are; for collections that stay small.</summary>
    public IReadOnlyList<BsonDocument> All() => [.. collection.FindAll()];

    public bool Any() => collection.FindOne(Query.All()) is not null;

    public void Clear() => collection.DeleteAll();

    public void Insert(BsonDocument document) => collection.Insert(document);

    public void Update(BsonDocument document) => collection.Update(document);

    public bool Delete(BsonValue id) => collection.Delete(id);

    /// <summary>Documents whose key in an index lies between two keys, both included, smallest first.</summary>
    public List<T> Ascending<T>(string index, byte[] from, byte[] to, int limit, Func<BsonDocument, T> read) =>
        [.. Between(index, from, to).OrderBy($"$.{index}").Limit(limit).ToEnumerable().Select(read)];

    /// <summary>The same, greatest first.</summary>
    public List<T> Descending<T>(string index, byte[] from, byte[] to, int limit, Func<BsonDocument, T> read) =>
        [.. Between(index, from, to).OrderByDescending($"$.{index}").Limit(limit).ToEnumerable().Select(read)];

    // BETWEEN and not two comparisons: LiteDB uses one predicate for the index and would scan for the other.
    private ILiteQueryable<BsonDocument> Between(string index, byte[] from, byte[] to) =>
        collection.Query().Where($"$.{index} BETWEEN @0 AND @1", from, to);
}
