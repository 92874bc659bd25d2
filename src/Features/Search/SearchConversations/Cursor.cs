using System.Buffers.Binary;
using System.Buffers.Text;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Search.SearchConversations;

/// <summary>A position in the results, directly after this one. Titles come before messages. It is opaque to clients.</summary>
/// <param name="Key">The time of the conversation's last change, or the key of a place among the messages.</param>
internal readonly record struct Cursor(bool IsTitle, long Key, Guid Id)
{
    private const int Size = 25;

    /// <summary>The position before every result.</summary>
    public static readonly Cursor Top = new(IsTitle: true, Microseconds.From(DateTime.MaxValue), Guid.AllBitsSet);

    /// <summary>The place among the messages.</summary>
    public SearchPlace Place => IsTitle ? SearchPlace.Top : new(Key, Id);

    /// <summary>The time in the list of conversations. Only the position of a title has one.</summary>
    public DateTime UpdatedAt => Microseconds.ToUtc(Key);

    public static Cursor Below(Conversation conversation) =>
        new(IsTitle: true, Microseconds.From(conversation.UpdatedAt), conversation.Id);

    public static Cursor Below(FoundMessage message) => new(IsTitle: false, message.Place.Key, message.Place.Id);

    public string Encode()
    {
        Span<byte> bytes = stackalloc byte[Size];
        bytes[0] = IsTitle ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], Key);
        Id.TryWriteBytes(bytes[9..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryDecode(string? text, out Cursor cursor)
    {
        cursor = Top;
        if (text is null) return true;
        Span<byte> bytes = stackalloc byte[Size];
        if (!Paging.TryDecode(text, bytes)) return false;
        cursor = new(bytes[0] == 0, BinaryPrimitives.ReadInt64BigEndian(bytes[1..]), new Guid(bytes[9..], bigEndian: true));
        return bytes[0] <= 1 && cursor.Key >= 0 && (!cursor.IsTitle || cursor.Key <= Top.Key);
    }
}
