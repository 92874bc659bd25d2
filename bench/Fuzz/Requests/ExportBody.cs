using System.Text;
using System.Text.Json.Nodes;
using SamosaChaat.Bench.Fuzz.World;
using SamosaChaat.Shared.Transfer.Lines;

namespace SamosaChaat.Bench.Fuzz.Requests;

/// <summary>Makes exports to import: whole ones, and such with one wrong value, or with a line too many or too few.</summary>
internal static class ExportBody
{
    /// <summary>The operation that takes them.</summary>
    public const string Operation = "POST /import";

    public static byte[] Make(Victims victims, Random random)
    {
        var id = random.Once(4) ? victims.BaitIds["conversationId"] : Guid.CreateVersion7().ToString();
        var turn = random.Once(4) ? victims.BaitIds["messageId"] : Guid.CreateVersion7().ToString();
        var outcome = $$"""{"attempt":0,"model_tag":"demo","finish_reason":"stop","error":null,"reasoning":null,"prompt":null}""";
        var answer = $$"""{"id":"{{Guid.CreateVersion7()}}","content":"Hi","token_count":1,"model_tag":"demo","inference_time_ms":3,"created_at":"2026-11-24T09:30:00Z"}""";
        string[] lines =
        [
            """{"type":"export","format":"samosachaat","version":1}""",
            $$"""{"type":"conversation","id":"{{id}}","title":"samosa","model_tag":"demo","created_at":"2026-11-24T09:30:00Z","updated_at":"2026-11-24T09:30:00Z","instructions":null,"active":0}""",
            $$"""{"type":"turn","id":"{{turn}}","sequence":0,"parent":-2,"parent_attempt":0,"content":"Hi","model_tag":"demo","created_at":"2026-11-24T09:30:00Z","sampling":{"temperature":null,"max_tokens":null,"top_k":null},"attempt":0,"started_at":"2026-11-24T09:30:00Z","ended_at":"2026-11-24T09:30:00Z","outcome":{{outcome}},"answer":{{answer}}}""",
            $$"""{"type":"conversation_end","id":"{{id}}","turns":1,"versions":0}""",
            """{"type":"end","conversations":1,"lines":4}""",
        ];
        var wrong = random.Next(8);
        if (wrong < 4) lines = Spoiled(lines, wrong, random);
        using var chain = new LineChain();
        var bytes = new List<byte>();
        foreach (var line in lines.Select(Encoding.UTF8.GetBytes).Where(line => line.Length > 0))
        {
            bytes.AddRange(line[..^1]);
            bytes.AddRange(chain.Append(line));
            bytes.Add((byte)'\n');
        }

        if (wrong == 4) bytes[random.Next(bytes.Count)] ^= (byte)(1 << random.Next(8));
        return [.. wrong == 5 ? bytes.Take(random.Next(bytes.Count)) : bytes];
    }

    private static string[] Spoiled(string[] lines, int how, Random random)
    {
        var at = random.Next(lines.Length);
        return how switch
        {
            0 => [.. lines[..at], .. lines[(at + 1)..]],
            1 => [.. lines[..at], lines[at], .. lines[at..]],
            _ => [.. lines[..at], WithWrongValue(lines[at], random), .. lines[(at + 1)..]],
        };
    }

    private static string WithWrongValue(string line, Random random)
    {
        var body = JsonNode.Parse(line)!.AsObject();
        var place = body.Select(property => property.Value).OfType<JsonObject>().Append(body).ElementAt(random.Next(1 + body.Count(p => p.Value is JsonObject)));
        place[place.ElementAt(random.Next(place.Count)).Key] = "mark";
        return body.ToJsonString().Replace("\"mark\"", random.Pick(Nasty.Json), StringComparison.Ordinal);
    }
}
