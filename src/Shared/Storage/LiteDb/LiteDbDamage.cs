using System.Buffers.Binary;
using System.Globalization;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>Finds damage that LiteDB does not notice: see <see cref="StoreDamage"/>. It needs nothing of LiteDB's library.</summary>
internal static class LiteDbDamage
{
    // LiteDB's file format 5 has the number of the last page in the header page, and its own number at the start of each page.
    private const int LastPageAt = 64;

    /// <inheritdoc cref="Sqlite.SqliteDamage.Find"/>
    public static string? Find(string file)
    {
        var log = CommitLog.FileOf(file);
        return LogChecksum.Fault(log) ?? (File.Exists(file) ? Shortened(file, log) : null);
    }

    private static string? Shortened(string file, string log)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        if (stream.Length == 0) return null;
        // LiteDB would take such a file for an empty one, and write over it.
        if (stream.Length < CommitLog.PageSize) return "it is shorter than its first page";

        Span<byte> header = stackalloc byte[LastPageAt + sizeof(uint)];
        stream.ReadExactly(header);
        var (found, wanted) = (stream.Length / CommitLog.PageSize, BinaryPrimitives.ReadUInt32LittleEndian(header[LastPageAt..]) + 1L);
        if (found >= wanted) return null;
        // When LiteDB folds its log into the file and is cut short, the log still has the pages that the file lacks.
        var logged = PagesOf(log);
        for (var page = found; page < wanted; page++)
        {
            if (logged.Contains((uint)page)) continue;
            return string.Create(CultureInfo.InvariantCulture, $"it has {found} of its {wanted} pages");
        }

        return null;
    }

    private static HashSet<uint> PagesOf(string log)
    {
        var pages = new HashSet<uint>();
        if (!File.Exists(log)) return pages;
        using var stream = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> number = stackalloc byte[sizeof(uint)];
        for (var position = 0L; position + CommitLog.PageSize <= stream.Length; position += CommitLog.PageSize)
        {
            stream.Position = position;
            stream.ReadExactly(number);
            pages.Add(BinaryPrimitives.ReadUInt32LittleEndian(number));
        }

        return pages;
    }
}
