using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SamosaChaat.Shared.Domain;

/// <summary>
/// Chains entries: the hash of an entry is the SHA-256 of the hash before it and of all that the entry has. To change, remove or
/// insert an entry, one has to make all later hashes anew. docs/decisions/0038 says what that shows, and what not.
/// </summary>
internal static class AuditChain
{
    /// <summary>The number of the first entry of a log.</summary>
    public const long First = 1;

    /// <summary>The hash before the first entry.</summary>
    private static readonly byte[] Beginning = new byte[SHA256.HashSizeInBytes];

    /// <summary>Puts an entry behind the newest one.</summary>
    /// <param name="newest">Null if the log is empty.</param>
    public static SealedEntry Seal(SealedEntry? newest, AuditEntry entry)
    {
        var number = newest?.Number + 1 ?? First;
        return new(number, entry, HashOf(newest?.Hash ?? Beginning, number, entry));
    }

    /// <summary>Returns true if an entry is unchanged and has this hash before it.</summary>
    /// <param name="before">Null for the first entry of a log.</param>
    public static bool Fits(SealedEntry entry, byte[]? before) =>
        entry.Hash.AsSpan().SequenceEqual(HashOf(before ?? Beginning, entry.Number, entry.Entry));

    /// <summary>Returns the detail of the entry that tells of removed ones.</summary>
    public static string Removal(SealedEntry last) => string.Create(CultureInfo.InvariantCulture, $"{last.Number} {last.HashText}");

    /// <summary>Returns the number and the hash of the last entry that was removed. Null if a detail does not say that.</summary>
    public static (long Number, byte[] Hash)? ReadRemoval(string? detail) =>
        detail?.Split(' ') is [var number, { Length: 2 * SHA256.HashSizeInBytes } hash]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
        && hash.All(char.IsAsciiHexDigit)
            ? (last, Convert.FromHexString(hash))
            : null;

    // Each text has its length before it, so that no two entries have the same bytes.
    private static byte[] HashOf(byte[] before, long number, AuditEntry entry)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(before);
        writer.Write(number);
        writer.Write(entry.Id.ToByteArray(bigEndian: true));
        writer.Write((entry.At - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        string[] texts = [entry.Kind, $"{entry.ActorId}", $"{entry.UserId}", entry.Source, entry.Detail ?? ""];
        foreach (var text in texts) writer.Write(text);
        writer.Write(entry.Detail is not null);
        writer.Flush();
        return SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
