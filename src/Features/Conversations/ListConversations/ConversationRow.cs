using System.Text.Json;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Conversations.ListConversations;

/// <summary>Writes the same bytes as the serialized <see cref="ListedConversation"/>, for every storage engine.</summary>
internal static class ConversationRow
{
    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText UserId = JsonEncodedText.Encode("user_id");
    private static readonly JsonEncodedText Title = JsonEncodedText.Encode("title");
    private static readonly JsonEncodedText ModelTag = JsonEncodedText.Encode("model_tag");
    private static readonly JsonEncodedText CreatedAt = JsonEncodedText.Encode("created_at");
    private static readonly JsonEncodedText UpdatedAt = JsonEncodedText.Encode("updated_at");
    private static readonly JsonEncodedText Pinned = JsonEncodedText.Encode(ConversationExtrasParser.Pinned);
    private static readonly JsonEncodedText Archived = JsonEncodedText.Encode(ConversationExtrasParser.Archived);
    private static readonly JsonEncodedText Temporary = JsonEncodedText.Encode(ConversationExtrasParser.Temporary);

    /// <param name="row">
    /// A row with <see cref="ConversationMapping.Columns"/>. Its texts are UTF-8 like the response, so no text becomes a string.
    /// </param>
    public static void Write(Utf8JsonWriter json, Row row, ConversationExtras extras)
    {
        json.WriteStartObject();
        json.WriteString(Id, row.Guid(ConversationMapping.Id));
        json.WriteString(UserId, row.Guid(1));
        json.WriteString(Title, row.Utf8(2));
        json.WriteString(ModelTag, row.Utf8(3));
        json.WriteString(CreatedAt, row.Time(4));
        json.WriteString(UpdatedAt, row.Time(ConversationMapping.UpdatedAt));
        if (extras.HasFlag(ConversationExtras.Pinned)) json.WriteBoolean(Pinned, row.Int(ConversationMapping.Pinned) == 1);
        if (extras.HasFlag(ConversationExtras.Archived)) json.WriteBoolean(Archived, row.Int(ConversationMapping.Archived) == 1);
        // No list has temporary conversations.
        if (extras.HasFlag(ConversationExtras.Temporary)) json.WriteBoolean(Temporary, false);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Conversation conversation, ConversationExtras extras) => JsonSerializer.Serialize(
        json, ListedConversation.From(conversation, extras), ConversationJson.Default.ListedConversation);
}
