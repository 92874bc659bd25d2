using System.Buffers.Binary;
using LiteDB;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Tests.Storage;

/// <summary>A collection is read in portions, and each document once, whatever keys an index has.</summary>
public sealed class DocumentPortionsTests
{
    private const int Documents = 1_700;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(500)]
    [InlineData(1_699)]
    public void Documents_with_the_same_key_are_read_once(int keys)
    {
        using var database = new LiteDatabase(new ConnectionString(":memory:") { Collation = Collation.Binary });
        var collection = database.GetCollection("notes");
        collection.EnsureIndex("key");
        // A quarter has no key, as a field that may be absent.
        collection.Insert(Enumerable.Range(0, Documents).Select(i => new BsonDocument
        {
            // Binary, as the ids of the store's buckets are.
            ["_id"] = BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(i)),
            ["number"] = i,
            ["key"] = i % 4 == 3 ? BsonValue.Null : $"key {i % keys}",
        }));

        var read = collection.InPortions("$.key").ToArray();

        Assert.Equal(Enumerable.Range(0, Documents), read.Select(document => document["number"].AsInt32).Order());
        Assert.Equal(read.Select(document => document["key"]).Order(), read.Select(document => document["key"]));
        Assert.Equal(Enumerable.Range(0, Documents), collection.InPortions().Select(document => document["number"].AsInt32));
    }
}
