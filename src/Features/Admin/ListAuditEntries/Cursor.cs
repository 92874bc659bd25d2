using System.Globalization;

namespace SamosaChaat.Features.Admin.ListAuditEntries;

/// <summary>A position in the list: the number of the last entry that was looked at. It is opaque to clients.</summary>
internal readonly record struct Cursor(long Number)
{
    private const string Format = "x";

    /// <summary>The position before the newest entry.</summary>
    public static readonly Cursor Top = new(long.MaxValue);

    public string Encode() => Number.ToString(Format, CultureInfo.InvariantCulture);

    public static bool TryDecode(string? text, out Cursor cursor)
    {
        cursor = Top;
        if (text is null) return true;
        if (!long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) || number <= 0) return false;
        cursor = new(number);
        return true;
    }
}
