using System.Runtime.InteropServices;
using System.Text.Json;

namespace SamosaChaat.Shared.Inference.OpenAi;

/// <summary>
/// The fields of one chunk that matter, read by what they contain. All other fields are ignored, whatever their types. So are choices
/// other than the first.
/// </summary>
/// <param name="Text">The text of the answer, also of a refusal. Null if there is none.</param>
/// <param name="Reasoning">The reasoning. Null if there is none.</param>
/// <param name="IsWhole">True if the text is a whole message, and not a piece of one.</param>
/// <param name="FinishReason">The server's word for the end. Null if it has none.</param>
/// <param name="HasToolCalls">True if the model asks for a tool.</param>
/// <param name="Usage">The count of tokens, as an object. Undefined if there is none.</param>
/// <param name="Error">The failure that the server reports. Undefined if there is none.</param>
internal readonly record struct CompletionChunk(
    string? Text, string? Reasoning, bool IsWhole, string? FinishReason, bool HasToolCalls, JsonElement Usage, JsonElement Error)
{
    /// <param name="text">The range of the text between its quotes in the JSON of the chunk, if the chunk has nothing else.</param>
    public static CompletionChunk Read(JsonElement json, out Range text)
    {
        var (choices, reasoning, content, finish) = (json.Get("choices"u8), (string?)null, (string?)null, (string?)null);
        var (isWhole, hasToolCalls, only) = (false, false, default(JsonElement));
        foreach (var choice in choices.Each().Where(IsFirst))
        {
            var delta = choice.Get("delta"u8);
            isWhole = !delta.IsObject() && choice.Get("message"u8).IsObject();
            if (isWhole) delta = choice.Get("message"u8);
            // A server of text completions has the text in the choice itself.
            if (!delta.IsObject()) content += choice.Get("text"u8).Text();
            only = delta.Get("content"u8);
            content += ContentParts.Text(only) + ContentParts.Text(delta.Get("refusal"u8));
            reasoning += ContentParts.Reasoning(delta);
            hasToolCalls |= delta.Get("tool_calls"u8).Each().Any() || delta.Get("function_call"u8).IsObject();
            finish = choice.Get("finish_reason"u8).Text() ?? finish;
        }

        var chunk = new CompletionChunk(
            content, reasoning, isWhole, FinishWords.IsNone(finish) ? null : finish, hasToolCalls, json.Get("usage"u8), ErrorOf(json));
        text = chunk.IsPlain && only.Text() == content ? RangeOf(only, json) : default;
        return chunk;
    }

    /// <summary>True if the chunk has text and nothing else that matters.</summary>
    private bool IsPlain => Text is { Length: > 0 }
        && Reasoning is null or ""
        && !IsWhole
        && FinishReason is null
        && !HasToolCalls
        && Usage.ValueKind == JsonValueKind.Undefined
        && Error.ValueKind == JsonValueKind.Undefined;

    /// <summary>A choice with another index is an alternative answer, which nobody asked for.</summary>
    private static bool IsFirst(JsonElement choice) => choice.Get("index"u8).Count() is null or 0;

    /// <summary>Returns an error that says something. Some servers send an empty one with every chunk.</summary>
    private static JsonElement ErrorOf(JsonElement json)
    {
        var error = json.Get("error"u8);
        if (error.ValueKind == JsonValueKind.Undefined && json.Get("object"u8).Text() == "error") return json;
        return error.ValueKind switch
        {
            JsonValueKind.Object when error.EnumerateObject().Any(field => field.Value.ValueKind != JsonValueKind.Null) => error,
            JsonValueKind.String when error.Text() is { Length: > 0 } => error,
            _ => default,
        };
    }

    private static Range RangeOf(JsonElement text, JsonElement json)
    {
        var inner = JsonMarshal.GetRawUtf8Value(text);
        var outer = JsonMarshal.GetRawUtf8Value(json);
        if (inner.Contains((byte)'\\') || !outer.Overlaps(inner, out var start)) return default;
        return (start + 1)..(start + inner.Length - 1);
    }
}
