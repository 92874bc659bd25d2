using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Transfer.Lines;

/// <summary>Reads and writes lines of an export with generated code.</summary>
[JsonSerializable(typeof(ExportLine))]
internal sealed partial class ExportJson : JsonSerializerContext
{
    /// <summary>The format of a line.</summary>
    public static readonly JsonTypeInfo<ExportLine> Line = new ExportJson(Http.Json.Configure(new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        Converters = { new StoredTimeConverter() },
    })).ExportLine;
}

/// <summary>Reads times as the store can keep them: in UTC, from 1970 on, in whole microseconds.</summary>
internal sealed class StoredTimeConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var time = reader.GetDateTime();
        if (time.Kind == DateTimeKind.Unspecified) throw new JsonException("The time has no zone.");
        time = time.ToUniversalTime();
        return time >= DateTime.UnixEpoch
            ? time.InMicroseconds()
            : throw new JsonException("The time is before 1970.");
    }

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
