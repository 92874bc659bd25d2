using System.Buffers.Binary;

namespace SamosaChaat.Shared.Transfer.Foreign;

/// <summary>Looks at the list of files at the end of a ZIP, which .NET reads into memory as a whole.</summary>
internal static class ZipDirectory
{
    private const int MaxFiles = 20_000;
    private const int EndLength = 22;
    private const int MaxComment = 65_535;
    private const int HeaderLength = 46;
    private const uint EndSignature = 0x06054b50;
    private const uint HeaderSignature = 0x02014b50;

    /// <summary>Returns false if the list is missing or long. A ZIP of more than 4 GB has another list, and is refused, too.</summary>
    public static bool IsSmall(FileStream file)
    {
        var tail = new byte[(int)Math.Min(file.Length, EndLength + MaxComment)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        var at = tail.Length - EndLength;
        while (at >= 0 && BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) != EndSignature) at--;
        if (at < 0) return false;

        file.Position = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
        var header = new byte[HeaderLength];
        for (var files = 0; files <= MaxFiles; files++)
        {
            if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength
                || BinaryPrimitives.ReadUInt32LittleEndian(header) != HeaderSignature)
            {
                file.Position = 0;
                return true;
            }

            for (var part = 28; part <= 32; part += 2) file.Position += BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(part));
        }

        return false;
    }
}
