using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Observability;

/// <summary>
/// Formats one log event as one line with a flat JSON object: time, level, event id, category, message, and the event's properties by name.
/// It writes UTF-8 into memory that the thread reuses.
/// </summary>
internal sealed class JsonLine : IDisposable
{
    private const string Template = "{OriginalFormat}";

    // The maximum buffer size that a thread keeps. Stack traces may need more.
    private const int Kept = 16 * 1024;

    // A property with one of these names would be a duplicate, which some JSON readers reject.
    private static readonly FrozenSet<string> Own = ["time", "level", "event_id", "category", "message", "exception"];
    private static readonly JsonEncodedText[] Levels = [.. Enumerable.Range(0, (int)LogLevel.None)
        .Select(level => Encode(((LogLevel)level).ToString()))];
    private static readonly byte[] NewLine = Encoding.UTF8.GetBytes(Environment.NewLine);

    [ThreadStatic]
    private static JsonLine? free;

    private readonly ArrayBufferWriter<byte> bytes = new(1024);
    private readonly Utf8JsonWriter json;

    private JsonLine() => json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = Json.Options.Encoder, SkipValidation = true });

    /// <summary>
    /// Takes the thread's instance until it is returned. A nested call gets a new one, because formatting a property may itself write a log
    /// event.
    /// </summary>
    public static JsonLine Take()
    {
        var line = free ?? new JsonLine();
        free = null;
        return line;
    }

    /// <summary>Escapes a text that is part of many lines.</summary>
    public static JsonEncodedText Encode(string text) => JsonEncodedText.Encode(text, Json.Options.Encoder);

    /// <summary>Returns the line's bytes with the line break. They are valid until the next call or <see cref="Dispose"/>.</summary>
    public ReadOnlySpan<byte> Write(
        DateTime time,
        LogLevel level,
        EventId id,
        JsonEncodedText category,
        string? message,
        IReadOnlyList<KeyValuePair<string, object?>>? properties,
        Exception? exception)
    {
        bytes.ResetWrittenCount();
        json.Reset();
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
            if (name != Template) WriteProperty(Own.Contains(name) ? name + "_" : name, value);
        }

        if (exception is not null) json.WriteString("exception"u8, exception.ToString());
        json.WriteEndObject();
        json.Flush();
        bytes.Write(NewLine);
        return bytes.WrittenSpan;
    }

    /// <summary>Returns the instance to the thread.</summary>
    public void Dispose()
    {
        if (bytes.Capacity <= Kept) free = this;
        else json.Dispose();
    }

    private void WriteProperty(string name, object? value)
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
