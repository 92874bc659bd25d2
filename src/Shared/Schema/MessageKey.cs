namespace SamosaChaat.Shared.Schema;

/// <summary>
/// In SQL engines a conversation's messages lie side by side: <c>place</c> is the conversation's number times 2^24, plus the message's sequence. A message is looked
/// for by its place, so that what is read of a conversation is on few pages. The texts are of a statement that has the parameter <c>@conversation</c>.
/// </summary>
internal static class MessageKey
{
    private const long PerConversation = 1 << 24;

    /// <summary>The first place of a conversation, and the place of its message 0; null where there is no such conversation, and then no message has it.</summary>
    public const string First = "(SELECT number FROM conversations WHERE id = @conversation) * 16777216";

    /// <summary>The last place of a conversation. The next one's begin after it.</summary>
    public const string Last = $"{First} + 16777215";

    public const string OfConversation = $"place BETWEEN {First} AND {Last}";

    /// <summary>Where the number is known. Of a sequence that no message can have it is beyond the conversation's last place, or before its first.</summary>
    public static long Of(long number, int sequence) => (number * PerConversation) + sequence;

    public static long LastOf(long number) => (number * PerConversation) + PerConversation - 1;
}
