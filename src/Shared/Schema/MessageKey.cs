using System.Globalization;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Keeps a conversation's messages side by side in SQL engines. <c>place</c> is the conversation's number times 2^24, plus the message's
/// sequence. Statements find a message by its place, so that a conversation's messages are on few pages. The constants are parts of
/// statements that have the parameter <c>@conversation</c>.
/// </summary>
internal static class MessageKey
{
    /// <summary>The number of places of a conversation, 2^24, as statements have it.</summary>
    public const string Places = "16777216";

    private static readonly long PerConversation = long.Parse(Places, CultureInfo.InvariantCulture);

    /// <summary>
    /// Computes the first place of a conversation, which is the place of its message 0. Gives null if there is no such conversation. No
    /// message has the place null.
    /// </summary>
    public const string First = "(SELECT number FROM conversations WHERE id = @conversation) * " + Places;

    /// <summary>Computes the last place of a conversation. The next conversation's places begin after it.</summary>
    public const string Last = $"{First} + {Places} - 1";

    public const string OfConversation = $"place BETWEEN {First} AND {Last}";

    /// <summary>
    /// Returns a message's place if the conversation's number is known. For an impossible sequence the place lies after the conversation's
    /// last place or before its first.
    /// </summary>
    public static long Of(long number, int sequence) => (number * PerConversation) + sequence;

    public static long LastOf(long number) => (number * PerConversation) + PerConversation - 1;
}
