using System.Reflection;
using System.Text.Json;

namespace SamosaChaat.Tests.Contract;

/// <summary>One operation of operations.json.</summary>
/// <param name="Answers">The schema's name by status; null where the answer has no body.</param>
/// <param name="Takes">The media types of a file that is the body; null where it is none.</param>
/// <param name="Files">The media types of a file that is the answer; null where it is none.</param>
/// <param name="InDocument">False for what the OpenAPI document does not describe.</param>
public sealed record Operation(
    string Method,
    string Path,
    IReadOnlyDictionary<string, string?> Answers,
    IReadOnlyDictionary<string, string>? Query = null,
    IReadOnlyList<string>? Headers = null,
    string? Body = null,
    bool BodyOptional = false,
    bool Streams = false,
    IReadOnlyList<string>? Takes = null,
    IReadOnlyList<string>? Files = null,
    bool InDocument = true)
{
    private readonly string[] segments = Path.Split('/');

    public IEnumerable<string> PathParameters => segments.Where(segment => segment.StartsWith('{')).Select(segment => segment.Trim('{', '}'));

    public bool IsFor(string method, string path)
    {
        var asked = path.Split('/');
        return method == Method
            && asked.Length == segments.Length
            && segments.Zip(asked).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);
    }
}

/// <summary>What is promised to clients, as data of our own: operations.json and schemas.json.</summary>
public static class Contract
{
    private static readonly JsonSerializerOptions SnakeCase = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly Lazy<SchemaSet> Schemas = new(() => SchemaSet.Parse(Resource("schemas.json")));

    public static readonly IReadOnlyList<Operation> Operations =
        JsonSerializer.Deserialize<Operation[]>(Resource("operations.json"), SnakeCase)!;

    /// <summary>schemas.json as it is written, for comparing it with the served document.</summary>
    public static JsonElement Document { get; } = JsonElement.Parse(Resource("schemas.json"));

    /// <summary>What keeps the JSON from being of the schema; empty if nothing does.</summary>
    public static IReadOnlyList<string> Faults(string schema, string json) => Schemas.Value.Faults(schema, json);

    /// <summary>Fails the test unless the data of a stream's event is one of the six kinds.</summary>
    public static void CheckEvent(string data)
    {
        using var json = JsonDocument.Parse(data);
        // The last event has a message too.
        var kind = new[] { "done", "token", "error", "message", "restart", "reasoning" }.FirstOrDefault(name => json.RootElement.TryGetProperty(name, out _));
        IReadOnlyList<string> faults = kind switch
        {
            "done" => Faults("DoneEvent", data),
            "token" => Faults("TokenEvent", data),
            "error" => Faults("ErrorEvent", data),
            "message" => Faults("MessageEvent", data),
            "restart" => Faults("RestartEvent", data),
            "reasoning" => Faults("ReasoningEvent", data),
            _ => ["it is of no known kind"],
        };
        if (faults.Count > 0) Assert.Fail($"An event breaks the contract: {string.Join("; ", faults)}\n{data}");
    }

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
