using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Turns.Events;

/// <summary>Writes the six events of a turn's stream, each as one JSON object. docs/streaming.md shows them.</summary>
internal static class StreamEvent
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c is not ('"' or '\\'))]);

    private static ReadOnlySpan<byte> TokenHead => "{\"token\":\""u8;

    private static ReadOnlySpan<byte> ReasoningHead => "{\"reasoning\":\""u8;

    private static ReadOnlySpan<byte> TokenTail => "\"}"u8;

    public static void UserMessage(Utf8JsonWriter json, Message message)
    {
        json.WriteStartObject();
        WriteMessage(json, message);
        json.WriteEndObject();
    }

    /// <summary>
    /// Writes the event that follows the user's message in every attempt except the first. Everything streamed before it is void.
    /// </summary>
    public static void Restart(Utf8JsonWriter json, int _)
    {
        json.WriteStartObject();
        json.WriteBoolean("restart"u8, true);
        json.WriteEndObject();
    }

    /// <param name="isReasoning">True if the token is part of the reasoning, and not of the answer.</param>
    public static void Token(Utf8JsonWriter json, string token, bool isReasoning)
    {
        json.WriteStartObject();
        json.WriteString(isReasoning ? "reasoning"u8 : "token"u8, token);
        json.WriteEndObject();
    }

    /// <summary>Returns the number of bytes that <see cref="TryWrite"/> needs for a token of this length.</summary>
    public static int MostBytes(int length) => ReasoningHead.Length + (3 * length) + TokenTail.Length;

    /// <summary>Returns true for ASCII text that needs no escapes. The tokens in it then need no further check.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Plain);

    /// <summary>
    /// Writes the same bytes as <see cref="Token"/> if the token needs no escapes. Nearly all tokens need none, and most of an answer is
    /// tokens.
    /// </summary>
    /// <param name="plain">True if <see cref="IsPlain"/> is known to be true.</param>
    public static bool TryWrite(ReadOnlySpan<char> token, bool isReasoning, bool plain, Span<byte> room, out int size)
    {
        var head = isReasoning ? ReasoningHead : TokenHead;
        head.CopyTo(room);
        Utf8.FromUtf16(token, room[head.Length..], out _, out var length);
        size = head.Length + length + TokenTail.Length;
        if (!plain && Json.Options.Encoder!.FindFirstCharacterToEncodeUtf8(room.Slice(head.Length, length)) >= 0) return false;
        TokenTail.CopyTo(room[(head.Length + length)..]);
        return true;
    }

    /// <summary>Writes a failure that came after the stream began. <see cref="Done"/> follows.</summary>
    /// <param name="problem">The problem as JSON, as it is stored.</param>
    public static void Error(Utf8JsonWriter json, string problem)
    {
        json.WriteStartObject();
        json.WritePropertyName("error"u8);
        json.WriteRawValue(problem);
        json.WriteEndObject();
    }

    /// <summary>Writes the last event, with the answer as it is stored, or null if there is none.</summary>
    public static void Done(Utf8JsonWriter json, (string FinishReason, Message? Answer) end)
    {
        json.WriteStartObject();
        json.WriteBoolean("done"u8, true);
        json.WriteString("finish_reason"u8, end.FinishReason);
        if (end.Answer is { } answer) WriteMessage(json, answer);
        else json.WriteNull("message"u8);
        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, Message message)
    {
        json.WritePropertyName("message"u8);
        JsonSerializer.Serialize(json, MessageResponse.From(message), MessageJson.Default.MessageResponse);
    }
}
