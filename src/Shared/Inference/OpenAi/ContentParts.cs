using System.Text.Json;

namespace SamosaChaat.Shared.Inference.OpenAi;

/// <summary>Reads the texts of a message. A text is a string or a list of parts, and servers have several names for both.</summary>
internal static class ContentParts
{
    /// <summary>Returns the text of the answer. Returns null if there is none.</summary>
    public static string? Text(JsonElement content) => content.Text() ?? Joined(content, isReasoning: false);

    /// <summary>
    /// Returns the reasoning of a message. Returns null if it has none. A server that has several of the fields repeats itself.
    /// </summary>
    public static string? Reasoning(JsonElement message) =>
        Field(message.Get("reasoning_content"u8))
        ?? Field(message.Get("reasoning"u8))
        ?? Field(message.Get("thinking"u8))
        ?? Joined(message.Get("content"u8), isReasoning: true);

    private static string? Field(JsonElement field) =>
        (field.Text() ?? Joined(field, isReasoning: true) ?? Joined(field, isReasoning: false)) is { Length: > 0 } text ? text : null;

    private static string? Joined(JsonElement parts, bool isReasoning)
    {
        if (!parts.IsArray() && !parts.IsObject()) return null;
        var texts = parts.IsArray() ? parts.EnumerateArray().ToArray() : [parts];
        var text = string.Concat(texts.Where(part => IsReasoning(part) == isReasoning).Select(Part));
        return text.Length > 0 ? text : null;
    }

    private static bool IsReasoning(JsonElement part) => part.Get("type"u8).Text() switch
    {
        "thinking" or "reasoning" => true,
        null => part.Get("thinking"u8).Text() is not null,
        _ => false,
    };

    /// <summary>Returns the text of a part. Parts of other types, such as references, have none.</summary>
    private static string? Part(JsonElement part) => part.Text() ?? part.Get("type"u8).Text() switch
    {
        "thinking" or "reasoning" => Nested(part.Get("thinking"u8)) ?? Nested(part.Get("reasoning"u8)) ?? Nested(part.Get("text"u8)),
        "text" or "output_text" or "refusal" or null =>
            Nested(part.Get("text"u8)) ?? Nested(part.Get("content"u8)) ?? part.Get("refusal"u8).Text(),
        _ => null,
    };

    /// <summary>The text of a part is a string, a list of parts, or an object with a value.</summary>
    private static string? Nested(JsonElement text) =>
        text.Text() ?? text.Get("value"u8).Text() ?? (text.IsArray() ? Joined(text, isReasoning: false) : null);
}
