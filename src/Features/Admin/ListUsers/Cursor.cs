namespace SamosaChaat.Features.Admin.ListUsers;

/// <summary>A position in the list: the first account of the next page. It is opaque to clients.</summary>
internal readonly record struct Cursor(Guid Id)
{
    private const string Format = "N";

    public string Encode() => Id.ToString(Format);

    public static bool TryDecode(string? text, out Cursor cursor)
    {
        var isGood = Guid.TryParseExact(text, Format, out var id);
        cursor = new(id);
        return isGood || text is null;
    }
}
