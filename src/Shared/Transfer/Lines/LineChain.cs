using System.Security.Cryptography;

namespace SamosaChaat.Shared.Transfer.Lines;

internal enum LinkState
{
    /// <summary>The line is unchanged, and so is what comes before it.</summary>
    Whole,

    /// <summary>The line was changed, or a line before it was changed, removed or added.</summary>
    Broken,
}

/// <summary>
/// Chains the lines of an export: the hash of a line is the SHA-256 of the hash before it and of the line's own bytes. It shows damage and
/// truncation. It is no signature: whoever changes an export on purpose can make all hashes anew.
/// </summary>
internal sealed class LineChain : IDisposable
{
    /// <summary>Ends each line, with the hash in the middle.</summary>
    private const int SuffixLength = 9 + (2 * SHA256.HashSizeInBytes) + 2;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] newest = new byte[SHA256.HashSizeInBytes];
    private bool isKnown = true;

    private static ReadOnlySpan<byte> Before => ",\"hash\":\""u8;

    private static ReadOnlySpan<byte> After => "\"}"u8;

    /// <summary>Adds a JSON object to the end of the chain. Returns the bytes that replace its last brace.</summary>
    public byte[] Append(ReadOnlySpan<byte> json)
    {
        Link(newest, json[..^1], newest);
        var suffix = new byte[SuffixLength];
        Before.CopyTo(suffix);
        Convert.TryToHexStringLower(newest, suffix.AsSpan(Before.Length), out _);
        After.CopyTo(suffix.AsSpan(SuffixLength - After.Length));
        return suffix;
    }

    /// <summary>Compares a line with its hash. The next line is then compared with the hash that this line has.</summary>
    public LinkState Check(ReadOnlySpan<byte> line)
    {
        Span<byte> written = stackalloc byte[SHA256.HashSizeInBytes];
        var wasKnown = isKnown;
        isKnown = TryReadHash(line, written);
        if (!isKnown) return LinkState.Broken;

        Span<byte> right = stackalloc byte[SHA256.HashSizeInBytes];
        Link(newest, line[..^SuffixLength], right);
        written.CopyTo(newest);
        return wasKnown && right.SequenceEqual(written) ? LinkState.Whole : LinkState.Broken;
    }

    public void Dispose() => hash.Dispose();

    private void Link(ReadOnlySpan<byte> before, ReadOnlySpan<byte> bytes, Span<byte> after)
    {
        hash.AppendData(before);
        hash.AppendData(bytes);
        hash.GetHashAndReset(after);
    }

    private static bool TryReadHash(ReadOnlySpan<byte> line, Span<byte> written)
    {
        if (line.Length < SuffixLength) return false;
        var suffix = line[^SuffixLength..];
        var digits = suffix[Before.Length..^After.Length];
        return suffix.StartsWith(Before)
            && suffix.EndsWith(After)
            // One hash is written in one way.
            && !digits.ContainsAnyInRange((byte)'A', (byte)'F')
            && Convert.FromHexString(digits, written, out _, out var bytes) == System.Buffers.OperationStatus.Done
            && bytes == written.Length;
    }
}
