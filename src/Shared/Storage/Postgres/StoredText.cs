namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>
/// Writes texts as PostgreSQL can store them. It refuses U+0000, which models and clients can send. The pair U+001A, '0' stands for it, and
/// the pair U+001A, '1' stands for U+001A itself. Other texts are stored as they are.
/// </summary>
internal static class StoredText
{
    private const char Escape = '\u001A';

    private static ReadOnlySpan<char> Special => ['\0', Escape];

    public static string Of(string text) => text.AsSpan().IndexOfAny(Special) < 0
        ? text
        : text.Replace("\u001A", "\u001A1", StringComparison.Ordinal).Replace("\0", "\u001A0", StringComparison.Ordinal);

    /// <summary>Returns the UTF-8 of the text that <see cref="Of"/> was given.</summary>
    public static byte[] Read(byte[] stored)
    {
        if (!stored.AsSpan().Contains((byte)Escape)) return stored;
        var text = new List<byte>(stored.Length);
        for (var i = 0; i < stored.Length; i++)
        {
            if (stored[i] != Escape) text.Add(stored[i]);
            else text.Add(stored[++i] == '0' ? (byte)0 : (byte)Escape);
        }

        return [.. text];
    }
}
