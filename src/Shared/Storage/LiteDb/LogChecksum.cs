using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>
/// Keeps a checksum of the synced part of LiteDB's log in a file beside it, because LiteDB's pages have none. It is written after each
/// sync, so the disk has never less of the log than it tells. It is not synced itself, so after a power cut it may tell of an earlier
/// part. Before the log is cut, the checksum of the rest is synced. So it never tells of a log that is gone.
/// </summary>
internal sealed class LogChecksum(string log) : IDisposable
{
    private const int HashAt = sizeof(long);
    private const int OwnHashAt = HashAt + 16;
    private const int Size = OwnHashAt + sizeof(ulong);
    private const int Unknown = -1;

    private readonly SafeFileHandle handle = File.OpenHandle(FileOf(log), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
    private readonly XxHash128 hash = new();
    private long length = Unknown;

    public static string FileOf(string log) => Path.ChangeExtension(log, ".checksum");

    /// <summary>Holds a log that is closed against its checksum.</summary>
    /// <returns>The end of a sentence about the difference. Null if there is none, or no checksum.</returns>
    public static string? Fault(string log)
    {
        if (!File.Exists(FileOf(log))) return null;
        using var note = File.OpenHandle(FileOf(log), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> bytes = stackalloc byte[Size];
        if (RandomAccess.Read(note, bytes, 0) < Size || XxHash3.HashToUInt64(bytes[..OwnHashAt]) != Own(bytes)) return null;
        var noted = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        if (noted == 0) return null;

        var found = File.Exists(log) ? new FileInfo(log).Length : 0;
        if (found < noted)
        {
            return string.Create(CultureInfo.InvariantCulture, $"only {found} of {noted} bytes of its log '{log}' are there");
        }

        using var file = File.OpenHandle(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var sum = new XxHash128();
        Append(sum, file, noted);
        return bytes[HashAt..OwnHashAt].SequenceEqual(sum.GetCurrentHash()) ? null : $"its log '{log}' has changed since it was written";
    }

    /// <summary>Takes in bytes that were written to the log.</summary>
    public void Append(long position, ReadOnlySpan<byte> written)
    {
        if (position == length)
        {
            hash.Append(written);
            length += written.Length;
        }
        else
        {
            length = Unknown;
        }
    }

    /// <summary>Notes the checksum of the log's beginning, which is on the disk.</summary>
    public void Note(SafeFileHandle file, long synced)
    {
        if (length != synced)
        {
            hash.Reset();
            Append(hash, file, synced);
            length = synced;
        }

        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        hash.GetCurrentHash(bytes[HashAt..]);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[OwnHashAt..], XxHash3.HashToUInt64(bytes[..OwnHashAt]));
        RandomAccess.Write(handle, bytes, 0);
    }

    /// <summary>Notes the checksum of what stays, before the log is cut.</summary>
    public void NoteDurably(SafeFileHandle file, long kept)
    {
        Note(file, kept);
        RandomAccess.FlushToDisk(handle);
    }

    public void Dispose() => handle.Dispose();

    private static ulong Own(ReadOnlySpan<byte> note) => BinaryPrimitives.ReadUInt64LittleEndian(note[OwnHashAt..]);

    private static void Append(XxHash128 hash, SafeFileHandle file, long length)
    {
        var buffer = new byte[1 << 16];
        for (var position = 0L; position < length;)
        {
            var read = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - position)), position);
            if (read == 0) throw new EndOfStreamException();
            hash.Append(buffer.AsSpan(0, read));
            position += read;
        }
    }
}
