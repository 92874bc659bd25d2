using System.Buffers.Binary;
using System.Globalization;

namespace SamosaChaat.Shared.Storage.Sqlite;

/// <summary>Finds damage that SQLite does not notice, or repairs by forgetting: see <see cref="StoreDamage"/>.</summary>
internal static class SqliteDamage
{
    private const int HeaderSize = 100;
    private const int PageSizeAt = 16;
    private const int PagesAt = 28;
    private const int VersionAt = 60;

    public static string LogOf(string file) => $"{file}-wal";

    /// <summary>Reads <c>user_version</c> without SQLite, which would put the log in order. Returns 0 if there is no store.</summary>
    public static int VersionOf(string file)
    {
        var header = WriteAheadLog.Read(LogOf(file)).FirstPage ?? new byte[HeaderSize];
        if (header.Length == HeaderSize && File.Exists(file))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            stream.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false);
        }

        return BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(VersionAt));
    }

    /// <summary>Returns what is wrong, as the end of a sentence. Null if nothing is.</summary>
    public static string? Find(string file)
    {
        var log = WriteAheadLog.Read(LogOf(file));
        // SQLite syncs the header before it writes the first frame.
        if (!log.HasHeader && log.Length > WriteAheadLog.HeaderSize) return $"its log '{LogOf(file)}' has no valid header";

        var frames = LogIndex.Frames($"{file}-shm", log);
        if (log.HasLaterTransaction || frames > log.Committed)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"only {log.Committed} of {Math.Max(frames, log.Committed + log.Behind + 1)} frames of its log '{LogOf(file)}' can be read");
        }

        return Shortened(file, log);
    }

    /// <summary>Compares the length of the file with the number of pages that it or its log tells.</summary>
    private static string? Shortened(string file, WriteAheadLog log)
    {
        if (!File.Exists(file)) return null;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        Span<byte> header = stackalloc byte[HeaderSize];
        var length = stream.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false);
        if (length == 0) return null;
        if (length < HeaderSize) return "it is shorter than its header";

        // 1 stands for 65,536. SQLite itself refuses a header that makes no sense.
        uint inHeader = BinaryPrimitives.ReadUInt16BigEndian(header[PageSizeAt..]);
        var (pageSize, wanted) = log.Committed > 0
            ? (log.PageSize, log.DatabasePages)
            : (inHeader is 1 ? 65_536 : inHeader, BinaryPrimitives.ReadUInt32BigEndian(header[PagesAt..]));
        if (pageSize < 512) return null;
        var found = stream.Length / pageSize;
        // A checkpoint that was cut short leaves a short file, and all that it lacks in the log.
        for (var page = found + 1; page <= wanted; page++)
        {
            if (log.Has((uint)page)) continue;
            return string.Create(CultureInfo.InvariantCulture, $"it has {found} of its {wanted} pages");
        }

        return null;
    }
}
