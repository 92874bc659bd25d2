using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Rows;

/// <summary>LiteDB as it comes: each Insert is a commit of its own, and acknowledged before it is on the disk. The store's are on the disk.</summary>
internal sealed class RawLiteDb(string folder) : IRawEngine
{
    private readonly LiteDatabase database = new(Path.Combine(folder, new StorageOptions { Engine = StorageOptions.LiteDb }.FileName));

    public void Insert(Message message) => database.GetCollection("messages").Insert(MessageMapping.Write(message));

    public void RemoveFrom(int sequence) => database.GetCollection("messages").DeleteMany(Query.GTE("sequence", sequence));

    public void Dispose() => database.Dispose();
}
