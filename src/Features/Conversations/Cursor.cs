using System.Buffers.Binary;
using System.Buffers.Text;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations;

/// <summary>A position in a list, directly after this conversation. It is opaque to clients.</summary>
/// <param name="Time">The time by which the list is sorted.</param>
internal readonly record struct Cursor(DateTime Time, Guid Id)
{
    private const int Size = 24;

    /// <summary>The position before every conversation.</summary>
    public static readonly Cursor Top = new(DateTime.MaxValue, Guid.AllBitsSet);

    public static Cursor Below(Conversation conversation) => new(conversation.UpdatedAt, conversation.Id);

    public static Cursor Below(TrashedConversation trashed) => new(trashed.DeletedAt, trashed.Conversation.Id);

    public string Encode()
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Microseconds.From(Time));
        Id.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryDecode(string? text, out Cursor cursor)
    {
        cursor = Top;
        if (text is null) return true;
        Span<byte> bytes = stackalloc byte[Size];
        if (!Paging.TryDecode(text, bytes)) return false;
        var microseconds = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (microseconds < 0 || microseconds > Microseconds.From(DateTime.MaxValue)) return false;
        cursor = new(Microseconds.ToUtc(microseconds), new Guid(bytes[8..], bigEndian: true));
        return true;
    }
}
