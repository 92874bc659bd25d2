using System.Text.Json;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Transfer.Foreign;

/// <summary>Reads JSON without a specification. A value that is missing or of another type is null.</summary>
internal static class JsonReading
{
    public static JsonElement? Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    public static string? TextOf(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static bool IsTrue(this JsonElement element, string name) => element.Get(name) is { ValueKind: JsonValueKind.True };

    /// <summary>Returns the elements of an array. Empty if there is none.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>Reads a time as text or as a number of seconds or milliseconds since 1970.</summary>
    public static DateTime? Time(this JsonElement element, string name) => element.Get(name) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out var seconds) => Of(seconds > 1e11 ? seconds / 1000 : seconds),
        { ValueKind: JsonValueKind.String } text when text.TryGetDateTimeOffset(out var time) => Stored(time.UtcDateTime),
        _ => null,
    };

    private static DateTime? Of(double seconds) =>
        seconds is >= 0 and < 253_402_300_799 ? Stored(DateTime.UnixEpoch.AddMicroseconds(Math.Round(seconds * 1e6))) : null;

    private static DateTime? Stored(DateTime time) =>
        time >= DateTime.UnixEpoch ? time.InMicroseconds() : null;
}
