using System.Buffers.Binary;

namespace SamosaChaat.Shared.Storage.Sqlite;

/// <summary>
/// Reads SQLite's write-ahead log without SQLite and without changing it (https://sqlite.org/fileformat2.html#the_write_ahead_log).
/// SQLite takes the first frame that does not fit for the end of the log. This class also reads what comes behind it.
/// </summary>
internal sealed class WriteAheadLog
{
    public const int HeaderSize = 32;

    private const int SaltsAt = 16;
    private const int SaltsSize = 8;
    private const int SumAt = 24;
    private const int FrameHeaderSize = 24;
    private const int FrameSaltsAt = 8;
    private const int FrameSumAt = 16;

    // The number of the format, without the lowest bit, which says how checksums read their words.
    private const uint Magic = 0x377f0682;

    private readonly byte[] salts = new byte[SaltsSize];
    private readonly HashSet<uint> pages = [];

    private WriteAheadLog()
    {
    }

    /// <summary>The length of the file. 0 if there is none.</summary>
    public long Length { get; private init; }

    /// <summary>True if the log begins as SQLite writes it. SQLite reads nothing of another one.</summary>
    public bool HasHeader { get; private set; }

    /// <summary>The size of a page in bytes. 0 if the log has no header.</summary>
    public uint PageSize { get; private set; }

    /// <summary>The two random numbers that all frames of the log have. Frames of an earlier use of the file have others.</summary>
    public ReadOnlySpan<byte> Salts => salts;

    /// <summary>The number of frames that SQLite reads: up to the last commit before the first frame that does not fit.</summary>
    public int Committed { get; private set; }

    /// <summary>The number of whole frames of this log behind the first frame that does not fit.</summary>
    public int Behind { get; private set; }

    /// <summary>
    /// True if another transaction continues the one whose frame does not fit. That frame was then on the disk, because SQLite syncs a
    /// transaction before it begins the next one. Without it, a power cut can have left the last transaction incomplete. Frames of
    /// transactions that were rolled back may come behind, too, but they continue none.
    /// </summary>
    public bool HasLaterTransaction { get; private set; }

    /// <summary>The number of pages of the database after the last commit that SQLite reads.</summary>
    public uint DatabasePages { get; private set; }

    /// <summary>The first page of the database, as SQLite reads it from the log. Null if it is in the file only.</summary>
    public byte[]? FirstPage { get; private set; }

    /// <summary>Returns true if SQLite reads this page from the log.</summary>
    public bool Has(uint page) => pages.Contains(page);

    public static WriteAheadLog Read(string file)
    {
        using var stream = Open(file, 1 << 16);
        if (stream is null) return new();
        var log = new WriteAheadLog { Length = stream.Length };
        Span<byte> header = stackalloc byte[HeaderSize];
        if (stream.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize) return log;

        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        var size = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
        var sum = new LogSum(isBigEndian: (magic & 1) != 0);
        sum.Add(header[..SumAt]);
        log.HasHeader = (magic & ~1u) == Magic && size is >= 512 and <= 65_536 && uint.IsPow2(size) && sum.Is(header[SumAt..]);
        if (!log.HasHeader) return log;
        log.PageSize = size;
        header.Slice(SaltsAt, SaltsSize).CopyTo(log.salts);
        log.ReadFrames(stream, new byte[FrameHeaderSize + size], sum);
        return log;
    }

    /// <summary>Opens a file beside the database. Null if there is none: SQLite removes them when the last connection closes, at any moment.</summary>
    internal static FileStream? Open(string file, int bufferSize)
    {
        try
        {
            return new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private void ReadFrames(FileStream stream, byte[] frame, LogSum sum)
    {
        var (isUnbroken, isBehindCommit) = (true, false);
        var open = new List<uint>();
        byte[]? first = null;
        for (var number = 1; stream.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length; number++)
        {
            var isOfThisLog = frame.AsSpan(FrameSaltsAt, SaltsSize).SequenceEqual(salts);
            // Each checksum continues the one before it. So a frame is checked against its neighbour even behind one that does not fit.
            sum.Add(frame.AsSpan(0, FrameSaltsAt));
            sum.Add(frame.AsSpan(FrameHeaderSize));
            var isWhole = isOfThisLog && sum.Is(frame.AsSpan(FrameSumAt));
            sum.Continue(frame.AsSpan(FrameSumAt));
            var databasePages = BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4));
            isUnbroken &= isWhole;
            if (isUnbroken)
            {
                open.Add(BinaryPrimitives.ReadUInt32BigEndian(frame));
                if (open[^1] == 1) first = frame[FrameHeaderSize..];
                if (databasePages == 0) continue;
                FirstPage = first;
                pages.UnionWith(open);
                open.Clear();
                (Committed, DatabasePages) = (number, databasePages);
                continue;
            }

            if (isWhole) Behind++;
            HasLaterTransaction |= isWhole && isBehindCommit;
            isBehindCommit = isOfThisLog && databasePages != 0;
        }
    }
}
