using System.Buffers.Binary;

namespace SamosaChaat.Shared.Copy;

/// <summary>
/// Holds the key of a row. All engines have the same order of keys: by the bytes of the id, and then by the number.
/// </summary>
/// <param name="Number">The message's sequence or the checkpoint's position. The rows of other tables have <see cref="NoNumber"/>.</param>
internal readonly record struct RowKey(Guid Id, int Number = RowKey.NoNumber) : IComparable<RowKey>
{
    /// <summary>The greatest number, so that the next key has another id.</summary>
    public const int NoNumber = int.MaxValue;

    /// <summary>The key that no other one is below.</summary>
    public static readonly RowKey First = new(Guid.Empty, 0);

    /// <summary>The key directly above this one. Null above the greatest one.</summary>
    public RowKey? Next
    {
        get
        {
            if (Number < NoNumber) return this with { Number = Number + 1 };
            Span<byte> bytes = stackalloc byte[16];
            Id.TryWriteBytes(bytes, bigEndian: true, out _);
            var id = BinaryPrimitives.ReadUInt128BigEndian(bytes);
            if (id == UInt128.MaxValue) return null;
            BinaryPrimitives.WriteUInt128BigEndian(bytes, id + 1);
            return new(new Guid(bytes, bigEndian: true), 0);
        }
    }

    // .NET compares the parts of an id in the order of their bytes in the network.
    public int CompareTo(RowKey other) => Id.CompareTo(other.Id) is not 0 and var order ? order : Number.CompareTo(other.Number);

    public override string ToString() => Number == NoNumber ? $"{Id}" : FormattableString.Invariant($"{Id}/{Number}");
}
