using System.Globalization;
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
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) throw new JsonException("An event must be a JSON object.");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("token"u8) && json.Read())
            {
                token = Text(ref json);
                var start = (int)json.TokenStartIndex + 1;
                text = token is null || json.ValueIsEscaped ? default : start..(start + json.ValueSpan.Length);
            }
            else if (json.ValueTextEquals("done"u8) && json.Read()) done = json.GetBoolean();
            else json.Skip();
        }

        // The reader throws if data follows the object.
        json.Read();
        return new(token, done);
    }

    /// <summary>Returns a string that may end or start with half of a surrogate pair. The reader itself rejects such strings.</summary>
    private static string? Text(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException) when (json is { TokenType: JsonTokenType.String, ValueIsEscaped: true })
        {
            return Unescape(Encoding.UTF8.GetString(json.ValueSpan));
        }
    }

    /// <summary>Resolves the escapes. The reader has already validated them.</summary>
    private static string Unescape(string json)
    {
        var text = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] != '\\')
            {
                text.Append(json[i]);
                continue;
            }

            var escape = json[++i];
            text.Append(escape switch
            {
                'u' => (char)ushort.Parse(json.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ => escape,
            });
            if (escape == 'u') i += 4;
        }

        return text.ToString();
    }
}
