using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SamosaChaat.Bench.Fuzz.Document;
using SamosaChaat.Bench.Fuzz.World;

namespace SamosaChaat.Bench.Fuzz.Requests;

/// <summary>Makes values that a schema allows. Where a name has a meaning, such as an email, the value mostly is one that means something.</summary>
internal sealed class SchemaValues(ApiDocument document, KnownValues known, Victims victims)
{
    private static readonly string[] Words = ["samosa", "Hi", "नमस्ते", "🥟", "שלום", "long", "code", "a b", "é", "x", "table", "Repeat after me: Hi"];

    public JsonNode? Make(JsonElement schema, string name, Random random)
    {
        schema = document.Resolve(schema);
        if (schema.TryGetProperty("enum", out var values)) return JsonNode.Parse(random.Pick([.. values.EnumerateArray()]).GetRawText());
        foreach (var choice in new[] { "oneOf", "anyOf" })
        {
            if (schema.TryGetProperty(choice, out var choices)) return Make(random.Pick([.. choices.EnumerateArray()]), name, random);
        }

        return Type(schema, random) switch
        {
            "object" => MakeObject(schema, random),
            "array" => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Make(schema.GetProperty("items"), name, random))]),
            "boolean" => random.Once(2),
            "integer" or "number" => MakeNumber(schema, random),
            "null" => null,
            _ => Meant(name, random) ?? Text(schema, random),
        };
    }

    private JsonObject MakeObject(JsonElement schema, Random random)
    {
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(n => n.GetString()).ToHashSet() : [];
        var made = new JsonObject();
        if (!schema.TryGetProperty("properties", out var properties)) return made;
        foreach (var property in properties.EnumerateObject())
        {
            if (required.Contains(property.Name) || random.Once(4)) made[property.Name] = Make(property.Value, property.Name, random);
        }

        return made;
    }

    private string? Meant(string name, Random random) => name switch
    {
        _ when random.Once(6) => null,
        "model_tag" => random.Once(4) ? "demo-thinking" : "demo",
        "email" when random.Once(3) => $"new{random.Next()}@fuzz.example",
        "email" when random.Once(8) => Victims.Email("victim"),
        "password" or "current_password" or "new_password" => random.Once(3) ? "not the password" : SeededAccounts.Password,
        // The id of somebody else's message, or one that is used again.
        "id" or "message" when random.Once(4) => victims.BaitIds["messageId"],
        "conversation_id" when random.Once(2) => victims.BaitIds["conversationId"],
        _ => known.Pick(name, random),
    };

    private static string Type(JsonElement schema, Random random)
    {
        if (!schema.TryGetProperty("type", out var type)) return "string";
        if (type.ValueKind == JsonValueKind.String) return type.GetString()!;
        string[] types = [.. type.EnumerateArray().Select(t => t.GetString()!)];
        return random.Once(8) ? random.Pick(types) : types.First(t => t != "null");
    }

    private static JsonValue MakeNumber(JsonElement schema, Random random)
    {
        var (least, most) = (Number(schema, "minimum", 0), Number(schema, "maximum", 5_000));
        if (random.Once(4)) return JsonValue.Create(random.Once(2) ? least : most);
        var value = least + (random.NextDouble() * (most - least));
        return Type(schema, random) == "number" ? JsonValue.Create(value) : JsonValue.Create((long)value);
    }

    private static string Text(JsonElement schema, Random random)
    {
        if (schema.TryGetProperty("format", out var format) && format.GetString() == "uuid") return Guid.CreateVersion7().ToString();
        if (format.ValueKind == JsonValueKind.String && format.GetString() == "date-time") return "2026-11-24T09:30:00Z";
        var (least, most) = ((int)Number(schema, "minLength", 0), (int)Number(schema, "maxLength", 100));
        // The longest possible is rare, because it may be 200,000 characters.
        if (random.Once(60)) return new string('a', most);
        var text = new StringBuilder();
        do text.Append(random.Pick(Words)).Append(' ');
        while (text.Length < least || !random.Once(3));
        return text.ToString(0, Math.Min(text.Length - 1, most));
    }

    private static double Number(JsonElement schema, string name, double otherwise) => schema.TryGetProperty(name, out var number) ? number.GetDouble() : otherwise;
}
