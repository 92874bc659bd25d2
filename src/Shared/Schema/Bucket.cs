using System.Text;
using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Holds neighbours in a user's list, as one document that fits into one of LiteDB's pages. Its id is a key that no row of the
/// bucket lies below, while all rows of the bucket before do. Buckets are the leaves of
/// a tree. LiteDB's own index is the tree's inner part.
/// </summary>
internal sealed class Bucket(byte[] id)
{
    /// <summary>The maximum size that fits into a page of 8,192 bytes beside the rest of the document.</summary>
    private const int MaxSize = 8_000;

    private const int MinSize = 256;
    private const string RowsField = "rows";
    private const byte PinnedMark = 1;
    private const byte ArchivedMark = 2;
    private const byte TemporaryMark = 4;

    /// <summary>Orders rows as lists have them, the oldest first.</summary>
    public static readonly IComparer<Conversation> ByTime = Comparer<Conversation>.Create(
        (x, y) => KeyOf(x).AsSpan().SequenceCompareTo(KeyOf(y)));

    private int storedSize;

    public byte[] Id => id;

    /// <summary>The rows, oldest first.</summary>
    public List<Conversation> Rows { get; } = [];

    public bool IsStored => storedSize > 0;

    public static byte[] KeyOf(Conversation row) => Keys.Of(row.UserId, row.UpdatedAt, row.Id);

    public static Bucket Read(BsonDocument document)
    {
        var bytes = document[RowsField].AsBinary;
        var bucket = new Bucket(document["_id"].AsBinary) { storedSize = bytes.Length };
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        var userId = new Guid(bucket.Id.AsSpan(0, 16), bigEndian: true);
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            bucket.Rows.Add(new(new Guid(reader.ReadBytes(16)), userId, reader.ReadString(), reader.ReadString(), Time(), Time()));
        }

        // Buckets of earlier programs end here, or have zeros behind their rows.
        var marked = bytes.Length - reader.BaseStream.Position < sizeof(ushort) ? 0 : reader.ReadUInt16();
        for (; marked > 0; marked--)
        {
            var (at, marks) = (reader.ReadUInt16(), reader.ReadByte());
            bucket.Rows[at] = bucket.Rows[at] with
            {
                IsPinned = (marks & PinnedMark) != 0,
                IsArchived = (marks & ArchivedMark) != 0,
                IsTemporary = (marks & TemporaryMark) != 0,
            };
        }

        return bucket;

        DateTime Time() => Microseconds.ToUtc(reader.ReadInt64());
    }

    /// <summary>Returns the index of this row, or the complement of the index where it would be.</summary>
    public int IndexOf(Conversation row) => Rows.BinarySearch(row, ByTime);

    /// <param name="grown">
    /// True if the document no longer fits its place. The caller then inserts a new one, because LiteDB would scatter a growing one.
    /// </param>
    /// <returns>Null if the rows need more than one bucket.</returns>
    public BsonDocument? TryWrite(out bool grown)
    {
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Rows.Count);
        foreach (var row in Rows)
        {
            writer.Write(row.Id.ToByteArray());
            writer.Write(row.Title);
            writer.Write(row.ModelTag);
            writer.Write(Microseconds.From(row.CreatedAt));
            writer.Write(Microseconds.From(row.UpdatedAt));
        }

        // Few rows are marked. The others take no room for it.
        var marked = Rows.Index().Where(row => MarksOf(row.Item) != 0).ToArray();
        writer.Write((ushort)marked.Length);
        foreach (var (at, row) in marked)
        {
            writer.Write((ushort)at);
            writer.Write(MarksOf(row));
        }

        grown = bytes.Length > storedSize;
        if (bytes.Length > MaxSize && Rows.Count > 1) return null;
        if (grown) storedSize = Math.Max((int)bytes.Length, Math.Min(MaxSize, Math.Max(MinSize, (int)bytes.Length * 2)));
        bytes.SetLength(storedSize);
        return new BsonDocument { ["_id"] = Id, [RowsField] = bytes.ToArray() };
    }

    private static byte MarksOf(Conversation row) =>
        (byte)((row.IsPinned ? PinnedMark : 0) | (row.IsArchived ? ArchivedMark : 0) | (row.IsTemporary ? TemporaryMark : 0));
}
