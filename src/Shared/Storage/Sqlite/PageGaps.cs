using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace SamosaChaat.Shared.Storage.Sqlite;

/// <summary>
/// Finds and clears bytes in the unused middle of SQLite's pages, between the places of the cells and the cells
/// (https://sqlite.org/fileformat2.html#b_tree_pages). SQLite never reads them.
/// </summary>
internal sealed class PageGaps(string file) : IDisposable
{
    private const int AtOnce = 1 << 20;
    private const int FileHeaderSize = 100;
    private const int PageSizeAt = 16;
    private const int LargestRootAt = 52;
    private const int CellsAt = 3;
    private const int ContentAt = 5;

    // Other pages begin with the number of a page. In a file with fewer pages, such a number does not look like the kind of a page.
    private const long MostPages = 0x0200_0000;

    // When a process closes any handle of a file, its locks on the file are gone, also SQLite's. So the handle is closed with the store.
    private SafeFileHandle? handle;

    private SafeFileHandle Handle =>
        handle ??= File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Returns the numbers of the pages, from 0, that have such bytes.</summary>
    public List<long> Find()
    {
        var found = new List<long>();
        if (PageSize() is not { } size) return found;
        var buffer = new byte[AtOnce];
        for (long position = 0; RandomAccess.Read(Handle, buffer, position) is var read && read >= size; position += read / size * size)
        {
            for (var start = 0; start + size <= read; start += size)
            {
                var number = (position + start) / size;
                var page = buffer.AsSpan(start, size);
                if (page[GapOf(page, isFirst: number == 0)].ContainsAnyExcept((byte)0)) found.Add(number);
            }
        }

        return found;
    }

    /// <summary>Overwrites such bytes with zeros. No process may write the pages meanwhile. Readers may read them.</summary>
    public void Clear(IEnumerable<long> pages)
    {
        if (PageSize() is not { } size) return;
        var page = new byte[size];
        foreach (var number in pages)
        {
            if (RandomAccess.Read(Handle, page, number * size) < size) continue;
            var (offset, length) = GapOf(page, isFirst: number == 0).GetOffsetAndLength(size);
            RandomAccess.Write(Handle, new byte[length], (number * size) + offset);
        }

        RandomAccess.FlushToDisk(Handle);
    }

    public void Dispose() => handle?.Dispose();

    /// <summary>Returns null for a file in which the kind of a page is uncertain.</summary>
    private int? PageSize()
    {
        Span<byte> header = stackalloc byte[FileHeaderSize];
        if (RandomAccess.Read(Handle, header, 0) < FileHeaderSize) return null;
        int size = BinaryPrimitives.ReadUInt16BigEndian(header[PageSizeAt..]);
        // 1 stands for 65,536. Such pages, and those of a file that shrinks by itself, are not this program's.
        var isKnown = size >= 512 && BinaryPrimitives.ReadUInt32BigEndian(header[LargestRootAt..]) == 0;
        return isKnown && RandomAccess.GetLength(Handle) / size < MostPages ? size : null;
    }

    /// <summary>Returns the unused middle. It is empty for a page that has no cells by its kind.</summary>
    private static Range GapOf(ReadOnlySpan<byte> page, bool isFirst)
    {
        var start = isFirst ? FileHeaderSize : 0;
        var header = page[start] switch
        {
            2 or 5 => 12,
            10 or 13 => 8,
            _ => 0,
        };
        if (header == 0) return default;
        var from = start + header + (2 * BinaryPrimitives.ReadUInt16BigEndian(page[(start + CellsAt)..]));
        int to = BinaryPrimitives.ReadUInt16BigEndian(page[(start + ContentAt)..]);
        return from < to && to <= page.Length ? from..to : default;
    }
}
