namespace SamosaChaat.Shared.Storage;

/// <summary>Packs several ids into one column: 16 bytes each, in network order.</summary>
internal static class GuidBytes
{
    private const int Size = 16;

    public static byte[] Pack(IReadOnlyList<Guid> ids)
    {
        var bytes = new byte[ids.Count * Size];
        for (var i = 0; i < ids.Count; i++) ids[i].TryWriteBytes(bytes.AsSpan(i * Size), bigEndian: true, out _);
        return bytes;
    }

    public static Guid[] Unpack(byte[] bytes)
    {
        var ids = new Guid[bytes.Length / Size];
        for (var i = 0; i < ids.Length; i++) ids[i] = new Guid(bytes.AsSpan(i * Size, Size), bigEndian: true);
        return ids;
    }
}
