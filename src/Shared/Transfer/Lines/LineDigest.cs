using System.Security.Cryptography;
using System.Text.Json;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Transfer.Lines;

/// <summary>Computes one hash of many lines. Equal hashes tell that two conversations are equal.</summary>
internal sealed class LineDigest : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Add(ExportLine line)
    {
        using var scratch = JsonScratch.Take();
        JsonSerializer.Serialize(scratch.Json, line, ExportJson.Line);
        hash.AppendData(scratch.Written("\n"u8));
    }

    /// <summary>Returns the hash and begins again.</summary>
    public byte[] End() => hash.GetHashAndReset();

    public void Dispose() => hash.Dispose();
}
