using System.Text.Json;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.Sql;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Features.Messages.ListMessages;

/// <summary>Writes the same bytes as the serialized <see cref="MessageResponse"/>, for every storage engine.</summary>
internal static class MessageRow
{
    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText ConversationId = JsonEncodedText.Encode("conversation_id");
    private static readonly JsonEncodedText Role = JsonEncodedText.Encode("role");
    private static readonly JsonEncodedText Content = JsonEncodedText.Encode("content");
    private static readonly JsonEncodedText TokenCount = JsonEncodedText.Encode("token_count");
    private static readonly JsonEncodedText ModelTag = JsonEncodedText.Encode("model_tag");
    private static readonly JsonEncodedText InferenceTimeMs = JsonEncodedText.Encode("inference_time_ms");
    private static readonly JsonEncodedText CreatedAt = JsonEncodedText.Encode("created_at");
    private static readonly JsonEncodedText FinishReason = JsonEncodedText.Encode(ExtrasParser.FinishReason);
    private static readonly JsonEncodedText Reasoning = JsonEncodedText.Encode(ExtrasParser.Reasoning);
    private static readonly JsonEncodedText Error = JsonEncodedText.Encode(ExtrasParser.Error);
    private static readonly JsonEncodedText UsageName = JsonEncodedText.Encode(ExtrasParser.Usage);
    private static readonly JsonEncodedText Versions = JsonEncodedText.Encode(ExtrasParser.Versions);

    /// <param name="row">
    /// A row with <c>MessageMapping.ListColumns</c>. Its texts are UTF-8 like the response, so no text becomes a string.
    /// </param>
    public static void Write(Utf8JsonWriter json, Row row)
    {
        json.WriteStartObject();
        WriteMessage(json, row);
        json.WriteEndObject();
    }

    /// <param name="row">A row with the columns of messages, and behind them those of the outcome.</param>
    /// <param name="tree">Null if the versions are not wanted.</param>
    public static void Write(Utf8JsonWriter json, Row row, Extras extras, MessageTree? tree)
    {
        json.WriteStartObject();
        WriteMessage(json, row);
        if (row.Utf8(3).SequenceEqual("assistant"u8))
        {
            var usage = new Usage(row.IntOrNull(14), row.Int(5), row.IntOrNull(12) ?? 0);
            WriteExtras(json, extras, row.TextOrNull(10), row.TextOrNull(11), row.TextOrNull(13), usage);
        }

        WriteVersions(json, row.Guid(0), tree);
        json.WriteEndObject();
    }

    /// <param name="turn">The turn of an answer. Null for a question.</param>
    public static void Write(Utf8JsonWriter json, Message message, Extras extras, TurnRecord? turn, MessageTree? tree)
    {
        if (extras == Extras.None)
        {
            JsonSerializer.Serialize(json, MessageResponse.From(message), MessageJson.Default.MessageResponse);
            return;
        }

        json.WriteStartObject();
        var response = JsonSerializer.SerializeToElement(MessageResponse.From(message), MessageJson.Default.MessageResponse);
        foreach (var property in response.EnumerateObject()) property.WriteTo(json);
        if (message.Role == Roles.Assistant)
        {
            var outcome = turn?.Outcome;
            var usage = new Usage(turn?.Sent?.Tokens, message.TokenCount, outcome?.Reasoning?.Tokens ?? 0);
            WriteExtras(json, extras, outcome?.FinishReason, outcome?.Reasoning?.Text, outcome?.Failure, usage);
        }

        WriteVersions(json, message.Id, tree);
        json.WriteEndObject();
    }

    /// <param name="failure">The problem as JSON. Null if there was none.</param>
    private static void WriteExtras(
        Utf8JsonWriter json, Extras extras, string? finishReason, string? reasoning, string? failure, Usage usage)
    {
        if (extras.HasFlag(Extras.FinishReason)) json.WriteString(FinishReason, finishReason);
        if (extras.HasFlag(Extras.Reasoning)) json.WriteString(Reasoning, reasoning);
        if (extras.HasFlag(Extras.Error))
        {
            json.WritePropertyName(Error);
            if (failure is null) json.WriteNullValue();
            else json.WriteRawValue(failure);
        }

        if (!extras.HasFlag(Extras.Usage)) return;
        json.WritePropertyName(UsageName);
        JsonSerializer.Serialize(json, usage, Shared.Http.Json.Options);
    }

    private static void WriteVersions(Utf8JsonWriter json, Guid messageId, MessageTree? tree)
    {
        if (tree is null) return;
        json.WriteStartArray(Versions);
        foreach (var id in tree.VersionsOf(messageId)) json.WriteStringValue(id);
        json.WriteEndArray();
    }

    private static void WriteMessage(Utf8JsonWriter json, Row row)
    {
        json.WriteString(Id, row.Guid(0));
        json.WriteString(ConversationId, row.Guid(1));
        json.WriteString(Role, row.Utf8(3));
        json.WriteString(Content, row.Utf8(4));
        json.WriteNumber(TokenCount, row.Int(5));
        json.WriteString(ModelTag, row.Utf8(6));
        json.WriteNumber(InferenceTimeMs, row.Int(7));
        json.WriteString(CreatedAt, row.Time(8));
    }
}
