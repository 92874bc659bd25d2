using System.Security.Cryptography;
using System.Text;

namespace SamosaChaat.Shared.Identity;

/// <summary>
/// Seals private keys for the database (AES-GCM, NIST SP 800-38D). Who can read the database cannot read them. The key's id is bound to its
/// seal, so one row's seal does not fit another row.
/// </summary>
/// <param name="secret">256 bits.</param>
internal sealed class KeySeal(byte[] secret)
{
    private static readonly int NonceSize = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagSize = AesGcm.TagByteSizes.MaxSize;

    /// <summary>Returns the nonce, the tag and the sealed bytes.</summary>
    public byte[] Seal(string id, byte[] bytes)
    {
        var whole = new byte[NonceSize + TagSize + bytes.Length];
        var nonce = whole.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(secret, TagSize);
        aes.Encrypt(nonce, bytes, whole.AsSpan(NonceSize + TagSize), whole.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(id));
        return whole;
    }

    /// <exception cref="CryptographicException">The bytes are damaged, or have another id or secret.</exception>
    public byte[] Open(string id, byte[] whole)
    {
        if (whole.Length < NonceSize + TagSize) throw new CryptographicException("The sealed key is too short.");
        var bytes = new byte[whole.Length - NonceSize - TagSize];
        using var aes = new AesGcm(secret, TagSize);
        var (nonce, tag) = (whole.AsMemory(0, NonceSize), whole.AsMemory(NonceSize, TagSize));
        aes.Decrypt(nonce.Span, whole.AsSpan(NonceSize + TagSize), tag.Span, bytes, Encoding.UTF8.GetBytes(id));
        return bytes;
    }
}
