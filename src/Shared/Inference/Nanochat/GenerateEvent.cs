using System.Text.Json;

namespace SamosaChaat.Shared.Inference.Nanochat;

/// <summary>One event of the service's stream: a token, or the end. What else it says (<c>gpu</c>) is passed over.</summary>
internal readonly record struct GenerateEvent(string? Token, bool Done)
{
    public static GenerateEvent Read(ReadOnlySpan<byte> data)
    {
        var json = new Utf8JsonReader(data);
        string? token = null;
        var done = false;
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) throw new JsonException("An event is a JSON object.");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("token"u8) && json.Read()) token = json.GetString();
            else if (json.ValueTextEquals("done"u8) && json.Read()) done = json.GetBoolean();
            else json.Skip();
        }

        return new(token, done);
    }
}
