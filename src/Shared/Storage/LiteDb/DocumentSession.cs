using LiteDB;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>
/// Finds the collections of a document store. In a query they show one state. In a command they are the writer's own. One thread at a time.
/// </summary>
internal sealed class DocumentSession
{
    private readonly ILiteDatabase database;
    private readonly Dictionary<string, DocumentCollection> collections = new(StringComparer.Ordinal);

    internal DocumentSession(ILiteDatabase database) => this.database = database;

    /// <summary>Finds a collection by its name. LiteDB makes it when it first writes to it.</summary>
    public DocumentCollection Collection(string name)
    {
        if (collections.TryGetValue(name, out var collection)) return collection;
        collection = new(database.GetCollection(name, BsonAutoId.Guid));
        collections.Add(name, collection);
        return collection;
    }
}
