using System.Buffers.Binary;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>
/// Builds index keys from several parts. LiteDB indexes one value and compares binary values byte by byte. A key therefore holds its
/// parts side by side, in network order. A range of such keys does the work of a compound index.
/// </summary>
internal static class Keys
{
    public static byte[] Of(Guid owner, DateTime time, Guid id)
    {
        var key = new byte[40];
        owner.TryWriteBytes(key, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(16), Microseconds.From(time));
        id.TryWriteBytes(key.AsSpan(24), bigEndian: true, out _);
        return key;
    }

    public static byte[] Of(Guid owner, DateTime time, Guid id, int number)
    {
        var key = new byte[44];
        Of(owner, time, id).CopyTo(key, 0);
        BinaryPrimitives.WriteInt32BigEndian(key.AsSpan(40), number);
        return key;
    }

    public static byte[] Of(Guid owner, int sequence)
    {
        var key = new byte[20];
        owner.TryWriteBytes(key, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(key.AsSpan(16), sequence);
        return key;
    }

    /// <summary>Returns the next lower key of the same length. This turns an excluded upper bound into an included one.</summary>
    public static byte[] Before(byte[] key)
    {
        var before = (byte[])key.Clone();
        for (var i = before.Length - 1; i >= 0 && before[i]-- == 0; i--) { }
        return before;
    }
}
