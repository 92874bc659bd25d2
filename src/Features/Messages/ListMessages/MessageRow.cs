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

    /// <param name="row">
    /// A row with <c>MessageMapping.Columns</c>. Its texts are UTF-8 like the response, so no text becomes a string.
    /// </param>
    public static void Write(Utf8JsonWriter json, Row row)
    {
        json.WriteStartObject();
        json.WriteString(Id, row.Guid(0));
        json.WriteString(ConversationId, row.Guid(1));
        json.WriteString(Role, row.Utf8(3));
        json.WriteString(Content, row.Utf8(4));
        json.WriteNumber(TokenCount, row.Int(5));
        json.WriteString(ModelTag, row.Utf8(6));
        json.WriteNumber(InferenceTimeMs, row.Int(7));
        json.WriteString(CreatedAt, row.Time(8));
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Message message) =>
        JsonSerializer.Serialize(json, MessageResponse.From(message), MessageJson.Default.MessageResponse);
}
