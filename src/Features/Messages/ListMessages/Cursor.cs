using System.Globalization;

namespace SamosaChaat.Features.Messages.ListMessages;

/// <summary>A position in a conversation, directly after the message with this sequence. It is opaque to clients.</summary>
internal static class Cursor
{
    public const int Start = -1;

    public static string After(int sequence) => sequence.ToString(CultureInfo.InvariantCulture);

    public static bool TryDecode(string? text, out int after)
    {
        after = Start;
        return text is null || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out after);
    }
}
