using LiteDB;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>
/// Finds the collections of a document store. A query sees one state in them. A command sees the writer's own changes.
/// Only one thread at a time may use a session.
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
