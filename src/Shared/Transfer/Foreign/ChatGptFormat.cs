using System.Text.Json;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Transfer.Foreign;

/// <summary>Reads conversations of ChatGPT: a tree of nodes, some of which are hidden or have no message.</summary>
internal static class ChatGptFormat
{
    /// <summary>Returns null if it is not a conversation of this kind.</summary>
    public static ForeignConversation? Read(JsonElement conversation)
    {
        if (conversation.Get("mapping") is not { ValueKind: JsonValueKind.Object } mapping) return null;
        var model = conversation.TextOf("default_model_slug");
        return new(
            $"chatgpt {conversation.TextOf("conversation_id") ?? conversation.TextOf("id")}",
            conversation.TextOf("title"),
            model,
            conversation.Time("create_time"),
            conversation.Time("update_time"),
            [.. mapping.EnumerateObject().Select(node => Message(node.Name, node.Value, model))],
            conversation.TextOf("current_node"));
    }

    private static ForeignMessage Message(string id, JsonElement node, string? model)
    {
        var message = node.Get("message") ?? default;
        var (role, metadata, content) = (
            message.Get("author")?.TextOf("role"), message.Get("metadata") ?? default, message.Get("content") ?? default);
        var isShown = role is "user" or "assistant"
            && !metadata.IsTrue("is_visually_hidden_from_conversation")
            && (message.TextOf("recipient") is null or "all")
            && !(message.Get("weight") is { ValueKind: JsonValueKind.Number } weight && weight.GetDouble() == 0);
        var text = isShown ? Text(content) : null;
        var attachments = metadata.Items("attachments").Select(file => file.TextOf("name")).OfType<string>();
        return new(
            id,
            node.TextOf("parent"),
            role == "user",
            text is null ? null : ForeignText.WithFiles(text, attachments),
            // Thoughts are a message of their own before the answer.
            Thoughts(content),
            metadata.TextOf("model_slug") ?? model,
            message.Time("create_time"),
            message.TextOf("status") == "in_progress" ? FinishReasons.Interrupted : FinishReasons.Stop);
    }

    /// <summary>Returns null for what was not shown as a message.</summary>
    private static string? Text(JsonElement content) => content.TextOf("content_type") switch
    {
        "text" or "multimodal_text" or null => Parts(content),
        "code" or "execution_output" => content.TextOf("text") is { Length: > 0 } code ? $"```{content.TextOf("language")}\n{code}\n```" : null,
        "tether_quote" => $"> {content.TextOf("text")?.ReplaceLineEndings("\n> ")}\n\n{content.TextOf("url")}",
        "system_error" => content.TextOf("text"),
        _ => null,
    };

    private static string? Parts(JsonElement content) => ForeignText.JoinOrNull(content.Items("parts").Select(part => part.ValueKind switch
    {
        JsonValueKind.String => part.GetString(),
        JsonValueKind.Object when part.TextOf("text") is { } text => text,
        JsonValueKind.Object => part.TextOf("content_type") == "image_asset_pointer" ? ForeignText.Image : ForeignText.File(part.TextOf("content_type")),
        _ => null,
    }));

    private static string? Thoughts(JsonElement content)
    {
        if (content.TextOf("content_type") != "thoughts") return null;
        return ForeignText.JoinOrNull(content.Items("thoughts").Select(thought =>
            string.Join("\n", new[] { thought.TextOf("summary"), thought.TextOf("content") }.Where(text => !string.IsNullOrEmpty(text)))));
    }
}
