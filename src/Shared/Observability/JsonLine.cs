using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Observability;

/// <summary>
/// Formats one log event as one line with a flat JSON object: time, level, event id, category, message, and the event's properties by name.
/// </summary>
internal static class JsonLine
{
    private const string Template = "{OriginalFormat}";

    // A property with one of these names would be a duplicate, which some JSON readers reject.
    private static readonly FrozenSet<string> Own = ["time", "level", "event_id", "category", "message", "exception"];
    private static readonly JsonEncodedText[] Levels = [.. Enumerable.Range(0, (int)LogLevel.None)
        .Select(level => Encode(((LogLevel)level).ToString()))];
    private static readonly byte[] NewLine = Encoding.UTF8.GetBytes(Environment.NewLine);

    /// <summary>Escapes a text that is part of many lines.</summary>
    public static JsonEncodedText Encode(string text) => JsonEncodedText.Encode(text, Json.Options.Encoder);

    /// <summary>Returns the line's bytes with the line break. They are valid until <paramref name="scratch"/> is disposed of.</summary>
    public static ReadOnlySpan<byte> Write(
        JsonScratch scratch,
        DateTime time,
        LogLevel level,
        EventId id,
        JsonEncodedText category,
        string? message,
        IReadOnlyList<KeyValuePair<string, object?>>? properties,
        Exception? exception)
    {
        var json = scratch.Json;
        json.WriteStartObject();
        json.WriteString("time"u8, time);
        if ((uint)level < (uint)Levels.Length) json.WriteString("level"u8, Levels[(int)level]);
        else json.WriteString("level"u8, level.ToString());
        json.WriteNumber("event_id"u8, id.Id);
        json.WriteString("category"u8, category);
        json.WriteString("message"u8, message);
        for (var i = 0; i < properties?.Count; i++)
        {
            var (name, value) = properties[i];
            if (name != Template) WriteProperty(json, Own.Contains(name) ? name + "_" : name, value);
        }

        if (exception is not null) json.WriteString("exception"u8, exception.ToString());
        json.WriteEndObject();
        return scratch.Written(NewLine);
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case string text: json.WriteString(name, text); break;
            case int number: json.WriteNumber(name, number); break;
            case long number: json.WriteNumber(name, number); break;
            // JSON has no notation for infinity and NaN.
            case double number when double.IsFinite(number): json.WriteNumber(name, number); break;
            case bool truth: json.WriteBoolean(name, truth); break;
            case Guid id: json.WriteString(name, id); break;
            default: json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }
}
