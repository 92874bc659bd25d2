using System.IO.Compression;
using System.Runtime.CompilerServices;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Transfer.Imports;

namespace SamosaChaat.Shared.Transfer.Foreign;

/// <summary>Reads the conversations in a ZIP of another program. All that it unpacks together is not larger than an import may be.</summary>
internal static class ZipSource
{
    private const string Damaged = "The ZIP is damaged, or has too many files.";
    private const string TooLarge = "The ZIP has more data than this server imports. The rest was not read.";

    public static bool Begins(ReadOnlySpan<byte> beginning) => beginning.StartsWith("PK\u0003\u0004"u8);

    public static async IAsyncEnumerable<FoundConversation> ReadAsync(
        Stream stream, ImportOptions options, ForeignLines lines, [EnumeratorCancellation] CancellationToken ct)
    {
        // The list of the files is at the end of a ZIP.
        await using var file = Temporary();
        await stream.CopyToAsync(file, ct);
        using var zip = Open(file);
        if (zip is null)
        {
            yield return FoundConversation.Invalid(id: null, Damaged);
            yield break;
        }

        var left = options.MaxBytes;
        foreach (var entry in Conversations(zip))
        {
            await using var unpacked = new LimitedStream(entry.Open(), left);
            await foreach (var found in ForeignSource.ReadAsync(unpacked, options.MaxConversationBytes, lines, ct)) yield return found;
            left = unpacked.Left;
            if (unpacked.IsDamaged) yield return FoundConversation.Invalid(id: null, Damaged);
            if (left > 0) continue;
            yield return FoundConversation.Invalid(id: null, TooLarge);
            yield break;
        }
    }

    private static FileStream Temporary()
    {
        var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows()) file.UnixCreateMode = PrivateFiles.OwnerOnly;
        return new(Path.Combine(Path.GetTempPath(), $"samosachaat-{Path.GetRandomFileName()}"), file);
    }

    private static ZipArchive? Open(FileStream file)
    {
        if (!ZipDirectory.IsSmall(file)) return null;
        try
        {
            var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            _ = zip.Entries.Count;
            return zip;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Returns the files with conversations. They have the same name in two programs; others name each file as they like.</summary>
    private static List<ZipArchiveEntry> Conversations(ZipArchive zip)
    {
        var json = zip.Entries.Where(entry => entry.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            .OrderBy(entry => entry.FullName, StringComparer.Ordinal).ToList();
        var named = json.Where(entry => entry.Name.StartsWith("conversations", StringComparison.OrdinalIgnoreCase)).ToList();
        return named.Count > 0 ? named : json;
    }
}
