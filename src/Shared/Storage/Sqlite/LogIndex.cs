using System.Runtime.InteropServices;

namespace SamosaChaat.Shared.Storage.Sqlite;

/// <summary>
/// Reads what SQLite noted about its log in the shared memory beside it (https://sqlite.org/walformat.html#the_wal_index_header). SQLite
/// notes a commit there after it has synced the log. So the log has had at least as many frames. The note outlives a killed process.
/// </summary>
internal static class LogIndex
{
    private const int HeaderSize = 48;
    private const int SumAt = 40;
    private const int SaltsAt = 32;
    private const int FramesAt = 16;

    /// <summary>Returns the number of frames that the log had at a commit. 0 if the note is missing or about another log.</summary>
    public static long Frames(string file, WriteAheadLog log)
    {
        Span<byte> headers = stackalloc byte[2 * HeaderSize];
        using (var stream = WriteAheadLog.Open(file, bufferSize: 0))
        {
            if (stream is null || stream.ReadAtLeast(headers, headers.Length, throwOnEndOfStream: false) < headers.Length) return 0;
        }

        // The header is there twice. A process can be killed between the two writes.
        return Math.Max(Frames(headers[..HeaderSize], log), Frames(headers[HeaderSize..], log));
    }

    private static uint Frames(ReadOnlySpan<byte> header, WriteAheadLog log)
    {
        // SQLite writes the index in the order of the machine's bytes, but the salts as they are in the log.
        var words = MemoryMarshal.Cast<byte, uint>(header);
        var sum = new LogSum(isBigEndian: !BitConverter.IsLittleEndian);
        sum.Add(header[..SumAt]);
        if (!sum.Is(words[SumAt / sizeof(uint)], words[(SumAt / sizeof(uint)) + 1])) return 0;
        // A log that begins with other salts is a later one, of which a power cut has left an old note. A log without a header has none.
        var isOfThisLog = !log.HasHeader || header[SaltsAt..SumAt].SequenceEqual(log.Salts);
        return isOfThisLog ? words[FramesAt / sizeof(uint)] : 0;
    }
}
