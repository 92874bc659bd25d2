using System.Text.Json;
using System.Text.RegularExpressions;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Transfer.Foreign;

/// <summary>Reads conversations of Open WebUI: a tree of messages, and the path that was shown. Old files have no wrapper around them.</summary>
internal static partial class OpenWebUiFormat
{
    /// <summary>Returns null if it is not a conversation of this kind.</summary>
    /// <param name="otherwise">The id for a conversation without one.</param>
    public static ForeignConversation? Read(JsonElement conversation, Func<string> otherwise)
    {
        var chat = conversation.Get("chat") ?? conversation;
        var history = chat.Get("history")?.Get("messages");
        if (history is not { ValueKind: JsonValueKind.Object } && chat.Get("messages") is not { ValueKind: JsonValueKind.Array }) return null;

        var model = chat.Items("models").FirstOrDefault() is { ValueKind: JsonValueKind.String } first ? first.GetString() : null;
        var messages = new List<ForeignMessage>();
        string? before = null;
        foreach (var (name, message) in All(chat, history))
        {
            var id = message.TextOf("id") ?? name;
            if (id is null) continue;
            // The list of the path has no parents.
            messages.Add(Message(message, id, message.TextOf("parentId") ?? (history is null ? before : null), model));
            before = id;
        }

        return new(
            $"openwebui {conversation.TextOf("id") ?? chat.TextOf("id") ?? otherwise()}",
            conversation.TextOf("title") ?? chat.TextOf("title"),
            model,
            conversation.Time("created_at") ?? chat.Time("timestamp"),
            conversation.Time("updated_at"),
            messages,
            chat.Get("history")?.TextOf("currentId"));
    }

    private static IEnumerable<(string? Name, JsonElement Message)> All(JsonElement chat, JsonElement? history) =>
        history is { ValueKind: JsonValueKind.Object } tree
            ? tree.EnumerateObject().Select(node => ((string?)node.Name, node.Value))
            : chat.Items("messages").Select(message => ((string?)null, message));

    private static ForeignMessage Message(JsonElement message, string id, string? parent, string? model)
    {
        var text = message.TextOf("content") ?? "";
        var thoughts = Thoughts().Matches(text).Select(match => match.Groups[1].Value.Trim());
        var files = message.Items("files").Select(file => file.TextOf("name") ?? file.TextOf("type")).OfType<string>();
        return new(
            id,
            parent,
            message.TextOf("role") == "user",
            message.TextOf("role") is "user" or "assistant" ? ForeignText.WithFiles(Thoughts().Replace(text, "").Trim(), files) : null,
            ForeignText.JoinOrNull(thoughts),
            message.TextOf("model") ?? model,
            message.Time("timestamp"),
            message.Get("error") is not null ? FinishReasons.Error
                : message.Get("done") is { ValueKind: JsonValueKind.False } ? FinishReasons.Interrupted
                : FinishReasons.Stop);
    }

    // Without backtracking, so that no text can take long.
    [GeneratedRegex("<details type=\"reasoning\"[^>]*>\\s*(?:<summary>[^<]*</summary>)?(.*?)</details>", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Thoughts();
}
