using System.Text.Json;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Transfer.Foreign;

/// <summary>Reads conversations of Claude: messages with blocks, some of them with a parent.</summary>
internal static class ClaudeFormat
{
    private const string NoParent = "00000000-0000-4000-8000-000000000000";

    /// <summary>Returns null if it is not a conversation of this kind.</summary>
    public static ForeignConversation? Read(JsonElement conversation)
    {
        if (conversation.Get("chat_messages") is not { ValueKind: JsonValueKind.Array }) return null;
        var messages = new List<ForeignMessage>();
        string? before = null;
        foreach (var message in conversation.Items("chat_messages"))
        {
            if (message.TextOf("uuid") is not { } id) continue;
            messages.Add(Message(message, id, before));
            before = id;
        }

        return new(
            $"claude {conversation.TextOf("uuid")}",
            conversation.TextOf("name"),
            conversation.TextOf("model"),
            conversation.Time("created_at"),
            conversation.Time("updated_at"),
            messages,
            Current: null);
    }

    /// <param name="before">The message before it in the file, which it follows if it names no parent.</param>
    private static ForeignMessage Message(JsonElement message, string id, string? before)
    {
        var parent = message.TextOf("parent_message_uuid") ?? before;
        var blocks = message.Items("content").ToArray();
        var text = ForeignText.Join(blocks.Select(Block));
        if (text.Length == 0) text = message.TextOf("text") ?? "";
        var attachments = message.Items("attachments").Select(file => file.TextOf("extracted_content") is { Length: > 0 } content
            ? $"{ForeignText.File(file.TextOf("file_name"))}\n\n{content}"
            : ForeignText.File(file.TextOf("file_name")));
        var files = message.Items("files").Select(file => ForeignText.File(file.TextOf("file_name")));
        var thinking = blocks.Where(block => block.TextOf("type") == "thinking").Select(block => block.TextOf("thinking"));
        return new(
            id,
            parent == NoParent ? null : parent,
            message.TextOf("sender") == "human",
            message.TextOf("sender") is "human" or "assistant" ? ForeignText.Join([text, .. attachments, .. files]) : null,
            ForeignText.JoinOrNull(thinking),
            Model: null,
            message.Time("created_at"),
            FinishReasons.Stop);
    }

    private static string? Block(JsonElement block) => block.TextOf("type") switch
    {
        "text" => block.TextOf("text"),
        "tool_use" => $"[Tool: {block.TextOf("name")}]",
        _ => null,
    };
}
