using System.Text.Json;
using SamosaChaat.Bench.Fuzz.Document;
using SamosaChaat.Bench.Fuzz.Requests;
using SamosaChaat.Bench.Fuzz.World;

namespace SamosaChaat.Bench.Fuzz.Checks;

/// <summary>Takes from answers what later requests are made of: ids of what was created or listed, cursors, tokens and ETags.</summary>
internal sealed class Harvest
{
    private readonly KnownValues known;
    private readonly Victims victims;
    private readonly Dictionary<string, string> parameters;

    public Harvest(ApiDocument document, KnownValues known, Victims victims)
    {
        (this.known, this.victims) = (known, victims);
        // What /auth/keys creates and lists is what {keyId} in /auth/keys/{keyId} stands for.
        parameters = document.Operations
            .SelectMany(operation => Collections(operation.Template))
            .DistinctBy(pair => pair.Collection)
            .ToDictionary(pair => pair.Collection, pair => pair.Parameter);
    }

    public void Take(FuzzRequest request, Answer answer)
    {
        if (answer.Status >= 300 || answer.Body.Length == 0 || request.Operation is not { } operation) return;
        if (answer.Header("ETag") is { } tag)
        {
            known.Add("If-Match", tag);
            known.Add("If-None-Match", tag);
        }

        if (answer.Header("Link") is { } link && link.Split("cursor=") is [_, var rest]) known.Add("cursor", rest.Split('>', '&')[0]);
        foreach (var json in answer.MediaType switch { "text/event-stream" => answer.Events.Take(1), "application/json" => [answer.Body], _ => [] })
        {
            using var document = JsonDocument.Parse(json);
            foreach (var item in Items(document.RootElement)) Take(request, operation, item);
        }
    }

    private void Take(FuzzRequest request, ApiOperation operation, JsonElement item)
    {
        if (item.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object) item = message;
        if (item.TryGetProperty("id", out var id) && victims.IsKept(id.GetString()!)) return;
        foreach (var property in item.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.String))
        {
            known.Add(property.Name == "token" ? "invite" : property.Name, property.Value.GetString()!);
        }

        if (id.ValueKind != JsonValueKind.String || request.Caller is not { } caller || !parameters.TryGetValue(operation.Template, out var parameter)) return;
        caller.Ids.Add(parameter, new Dictionary<string, string>(request.Ids) { [parameter] = id.GetString()! });
    }

    private static IEnumerable<JsonElement> Items(JsonElement root) =>
        (root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().ToArray() : [root]).Where(item => item.ValueKind == JsonValueKind.Object);

    private static IEnumerable<(string Collection, string Parameter)> Collections(string template)
    {
        var segments = template.Split('/');
        for (var i = 1; i < segments.Length; i++)
        {
            if (segments[i].StartsWith('{')) yield return (string.Join('/', segments[..i]), segments[i].Trim('{', '}'));
        }
    }
}
