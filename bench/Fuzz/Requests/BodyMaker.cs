using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SamosaChaat.Bench.Fuzz.Requests;

/// <summary>Makes bodies: valid ones, valid ones with one thing wrong, and nonsense.</summary>
internal sealed class BodyMaker(SchemaValues values)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public byte[] Make(JsonElement schema, Random random)
    {
        if (random.Once(10)) return Nasty.Body(random);
        var valid = values.Make(schema, "", random);
        return random.Next(10) switch
        {
            < 5 => Encoding.UTF8.GetBytes(Json(valid)),
            < 8 => Encoding.UTF8.GetBytes(WithWrongValue(valid, random)),
            _ => Damaged(Encoding.UTF8.GetBytes(Json(valid)), random),
        };
    }

    private static string Json(JsonNode? node) => node?.ToJsonString(Plain) ?? "null";

    private static string WithWrongValue(JsonNode? valid, Random random)
    {
        if (valid is not JsonObject body) return random.Pick(Nasty.Json);
        var place = Somewhere(body, random);
        var name = place.Count == 0 || random.Once(8) ? "unknown" : random.Pick([.. place.Select(property => property.Key)]);
        switch (random.Next(6))
        {
            case 0:
                place.Remove(name);
                return Json(body);
            case 1:
                // Twice, with another value. JSON leaves open which one counts.
                place[name] = "mark";
                return Json(body).Replace("\"mark\"", $"\"a\",\"{name}\":{random.Pick(Nasty.Json)}", StringComparison.Ordinal);
            default:
                place[name] = "mark";
                return Json(body).Replace("\"mark\"", random.Once(10) ? $"\"{new string('y', random.Next(1, 300_000))}\"" : random.Pick(Nasty.Json), StringComparison.Ordinal);
        }
    }

    private static JsonObject Somewhere(JsonObject body, Random random)
    {
        var inner = body.Select(property => property.Value).OfType<JsonObject>().ToArray();
        return inner.Length > 0 && random.Once(2) ? random.Pick(inner) : body;
    }

    private static byte[] Damaged(byte[] body, Random random)
    {
        var at = random.Next(body.Length + 1);
        return random.Next(6) switch
        {
            0 => body[..at],
            1 => [.. body, .. "} , []"u8],
            // No UTF-8.
            2 => [.. body[..at], 0xC3, 0x28, 0xFF, .. body[at..]],
            3 => [0xEF, 0xBB, 0xBF, .. body],
            4 => [.. body[..at], 0, .. body[at..]],
            _ => [.. body[..at], (byte)random.Next(256), .. body[Math.Min(body.Length, at + 1)..]],
        };
    }
}
