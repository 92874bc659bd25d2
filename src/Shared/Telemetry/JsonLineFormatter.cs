using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Telemetry;

/// <summary>One event, one line, one flat JSON object: time, level, event id, category and message, then the event's own properties by name.</summary>
internal sealed class JsonLineFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "json-line";
    private const string Template = "{OriginalFormat}";

    // An event's property of such a name would make the object have it twice, which not every reader takes.
    private static readonly FrozenSet<string> Own = ["time", "level", "event_id", "category", "message", "exception"];

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = Json.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("time"u8, clock.GetUtcNow().UtcDateTime);
            json.WriteString("level"u8, logEntry.LogLevel.ToString());
            json.WriteNumber("event_id"u8, logEntry.EventId.Id);
            json.WriteString("category"u8, logEntry.Category);
            json.WriteString("message"u8, logEntry.Formatter(logEntry.State, logEntry.Exception));
            if (logEntry.State is IReadOnlyList<KeyValuePair<string, object?>> properties)
            {
                foreach (var (name, value) in properties)
                {
                    if (name != Template) WriteProperty(json, Own.Contains(name) ? name + "_" : name, value);
                }
            }

            if (logEntry.Exception is { } exception) json.WriteString("exception"u8, exception.ToString());
            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(line.WrittenSpan));
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case int number: json.WriteNumber(name, number); break;
            case long number: json.WriteNumber(name, number); break;
            case double number: json.WriteNumber(name, number); break;
            case bool truth: json.WriteBoolean(name, truth); break;
            default: json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }
}
