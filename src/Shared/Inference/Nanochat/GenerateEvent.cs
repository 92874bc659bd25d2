using System.Text;
using System.Text.Json;

namespace SamosaChaat.Shared.Inference.Nanochat;

/// <summary>One event of the service's stream: a token or the end. Other properties such as <c>gpu</c> are ignored.</summary>
internal readonly record struct GenerateEvent(string? Token, bool Done)
{
    /// <param name="text">The range of the token between its quotes. Empty if the token contains escapes.</param>
    public static GenerateEvent Read(ReadOnlySpan<byte> data, out Range text)
    {
        var json = new Utf8JsonReader(data);
        text = default;
        string? token = null;
        var done = false;
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            throw new UnreadableAnswerException("sent an event that is not a JSON object");
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("token"u8) && json.Read())
            {
                token = Text(ref json);
                var start = (int)json.TokenStartIndex + 1;
                text = token is null || json.ValueIsEscaped ? default : start..(start + json.ValueSpan.Length);
            }
            else if (json.ValueTextEquals("done"u8) && json.Read()) done = Flag(ref json);
            else json.Skip();
        }

        // The reader throws if data follows the object.
        json.Read();
        return new(token, done);
    }

    /// <summary>Returns a string that may end or start with half of a surrogate pair. The reader itself rejects such strings.</summary>
    private static string? Text(ref Utf8JsonReader json)
    {
        if (json.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
        {
            throw new UnreadableAnswerException("sent an event whose token is not a string");
        }

        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException) when (json.ValueIsEscaped)
        {
            return LenientJson.Unescape(Encoding.UTF8.GetString(json.ValueSpan));
        }
    }

    private static bool Flag(ref Utf8JsonReader json) => json.TokenType is JsonTokenType.True or JsonTokenType.False
        ? json.GetBoolean()
        : throw new UnreadableAnswerException("sent an event whose done is not a boolean");
}
