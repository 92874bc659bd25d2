using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SamosaChaat.Shared.Inference;

/// <summary>
/// Reads JSON values by what they contain. Model servers send fields with unexpected types, and a value that has another type is missing.
/// </summary>
internal static class LenientJson
{
    /// <summary>Returns a property of an object. Returns an undefined element if it is missing or null, or if this is no object.</summary>
    public static JsonElement Get(this JsonElement json, ReadOnlySpan<byte> name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : default;

    public static bool IsArray(this JsonElement json) => json.ValueKind == JsonValueKind.Array;

    public static bool IsObject(this JsonElement json) => json.ValueKind == JsonValueKind.Object;

    /// <summary>Returns the elements of an array, or the value itself if it is an object. Returns nothing for any other value.</summary>
    public static IEnumerable<JsonElement> Each(this JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray(),
        JsonValueKind.Object => [json],
        _ => [],
    };

    /// <summary>
    /// Returns a string as it stands. It may begin or end with half of a surrogate pair. Returns null for any other value.
    /// </summary>
    public static string? Text(this JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.String) return null;
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return Unescape(json.GetRawText().AsSpan()[1..^1]);
        }
    }

    /// <summary>Returns a whole number that is written as a number or as a string. Returns null for any other value.</summary>
    public static int? Count(this JsonElement json)
    {
        var text = json.ValueKind is JsonValueKind.Number or JsonValueKind.String ? json.Text() ?? json.GetRawText() : null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= int.MaxValue
            ? (int)number
            : null;
    }

    /// <summary>Resolves the escapes of a valid JSON string. JSON readers reject half of a surrogate pair.</summary>
    public static string Unescape(ReadOnlySpan<char> json)
    {
        var text = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] != '\\')
            {
                text.Append(json[i]);
                continue;
            }

            var escape = json[++i];
            text.Append(escape switch
            {
                'u' => (char)ushort.Parse(json.Slice(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ => escape,
            });
            if (escape == 'u') i += 4;
        }

        return text.ToString();
    }
}
