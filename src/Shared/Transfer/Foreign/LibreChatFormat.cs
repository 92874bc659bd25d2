using System.Text.Json;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Transfer.Foreign;

/// <summary>Reads a conversation of LibreChat: a list of messages with parents, or a tree of them.</summary>
internal static class LibreChatFormat
{
    private const string NoParent = "00000000-0000-0000-0000-000000000000";

    /// <summary>Returns null if it is not a conversation of this kind.</summary>
    public static ForeignConversation? Read(JsonElement conversation)
    {
        var isTree = conversation.Get("messagesTree") is { ValueKind: JsonValueKind.Array };
        if (conversation.TextOf("conversationId") is not { } id
            || !(isTree || conversation.Get("messages") is { ValueKind: JsonValueKind.Array }))
        {
            return null;
        }

        var messages = new List<ForeignMessage>();
        // A tree can be deep, so its levels are no calls.
        var open = new Stack<(JsonElement Message, string? Parent)>(
            conversation.Items(isTree ? "messagesTree" : "messages").Reverse().Select(message => (message, (string?)null)));
        while (open.TryPop(out var next))
        {
            if (next.Message.TextOf("messageId") is not { } messageId) continue;
            messages.Add(Message(next.Message, messageId, next.Parent));
            foreach (var child in next.Message.Items("children").Reverse()) open.Push((child, messageId));
        }

        return new(
            $"librechat {id}",
            conversation.TextOf("title"),
            conversation.Get("options")?.TextOf("model"),
            messages.FirstOrDefault()?.Time,
            messages.LastOrDefault()?.Time,
            messages,
            Current: null);
    }

    private static ForeignMessage Message(JsonElement message, string id, string? above)
    {
        var parent = message.TextOf("parentMessageId") ?? above;
        var parts = message.Items("content").ToArray();
        var text = ForeignText.Join(Parts(parts, "text"));
        if (text.Length == 0) text = message.TextOf("text") ?? "";
        var files = message.Items("files").Concat(message.Items("attachments"))
            .Select(file => file.TextOf("filename") ?? file.TextOf("name")).OfType<string>();
        return new(
            id,
            parent == NoParent ? null : parent,
            message.IsTrue("isCreatedByUser"),
            ForeignText.WithFiles(text, files),
            ForeignText.JoinOrNull(Parts(parts, "think")),
            message.TextOf("model"),
            message.Time("createdAt"),
            message.IsTrue("error") ? FinishReasons.Error : message.IsTrue("unfinished") ? FinishReasons.Interrupted : FinishReasons.Stop);
    }

    // The text of a part is a string, or an object with a value.
    private static IEnumerable<string?> Parts(IEnumerable<JsonElement> all, string type) => all
        .Where(part => part.TextOf("type") == type)
        .Select(part => part.TextOf(type) ?? part.Get(type)?.TextOf("value"));
}
