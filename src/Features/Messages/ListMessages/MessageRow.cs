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
    private static readonly JsonEncodedText ReasoningTokenCount = JsonEncodedText.Encode("reasoning_token_count");

    /// <param name="row">
    /// A row with <c>MessageMapping.Columns</c>. Its texts are UTF-8 like the response, so no text becomes a string.
    /// </param>
    public static void Write(Utf8JsonWriter json, Row row)
    {
        json.WriteStartObject();
        WriteMessage(json, row);
        json.WriteEndObject();
    }

    /// <param name="row">A row with <c>MessageMapping.Columns</c>, finish reason, reasoning, and the reasoning's number of tokens.</param>
    public static void Write(Utf8JsonWriter json, Row row, Extras extras)
    {
        json.WriteStartObject();
        WriteMessage(json, row);
        if (row.Utf8(3).SequenceEqual("assistant"u8)) WriteExtras(json, extras, row.TextOrNull(10), row.TextOrNull(11), row.IntOrNull(12));
        json.WriteEndObject();
    }

    /// <param name="outcome">The outcome of an answer. Null for a question.</param>
    public static void Write(Utf8JsonWriter json, Message message, Extras extras, StoredOutcome? outcome)
    {
        if (extras == Extras.None || message.Role == Roles.User)
        {
            JsonSerializer.Serialize(json, MessageResponse.From(message), MessageJson.Default.MessageResponse);
            return;
        }

        json.WriteStartObject();
        var response = JsonSerializer.SerializeToElement(MessageResponse.From(message), MessageJson.Default.MessageResponse);
        foreach (var property in response.EnumerateObject()) property.WriteTo(json);

        WriteExtras(json, extras, outcome?.FinishReason, outcome?.Reasoning?.Text, outcome?.Reasoning?.Tokens);
        json.WriteEndObject();
    }

    private static void WriteExtras(Utf8JsonWriter json, Extras extras, string? finishReason, string? reasoning, int? reasoningTokens)
    {
        if (extras.HasFlag(Extras.FinishReason)) json.WriteString(FinishReason, finishReason);
        if (!extras.HasFlag(Extras.Reasoning)) return;
        json.WriteString(Reasoning, reasoning);
        json.WriteNumber(ReasoningTokenCount, reasoningTokens ?? 0);
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
