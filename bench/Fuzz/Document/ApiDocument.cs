using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SamosaChaat.Bench.Fuzz.Document;

/// <summary>The OpenAPI document that the server serves: what may be asked, and what may be answered.</summary>
internal sealed class ApiDocument
{
    private const string Components = "#/components/schemas/";

    private readonly JsonElement root;
    private readonly JsonObject definitions = [];

    private ApiDocument(string json)
    {
        root = JsonElement.Parse(json);
        foreach (var schema in root.GetProperty("components").GetProperty("schemas").EnumerateObject()) Define(schema.Name, schema.Value);
        Operations =
        [
            .. from path in root.GetProperty("paths").EnumerateObject()
               from method in path.Value.EnumerateObject()
               select Operation(method.Name.ToUpperInvariant(), path.Name, method.Value),
        ];
        Schemas = SchemaSet.Parse(new JsonObject { ["definitions"] = definitions }.ToJsonString());
    }

    public IReadOnlyList<ApiOperation> Operations { get; }

    /// <summary>Those of the components, and those of answers. No object may have more than what is described.</summary>
    public SchemaSet Schemas { get; }

    public static async Task<ApiDocument> FetchAsync(HttpClient http) => new(await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));

    /// <summary>Returns the operation that a path leads to. Null if there is none.</summary>
    public ApiOperation? Find(string method, string path)
    {
        var resolved = PathResolution.Resolve(path);
        // Every path with GET also answers HEAD.
        var asked = method == "HEAD" ? "GET" : method;
        return Operations.FirstOrDefault(operation => operation.Method == asked && operation.IsFor(resolved));
    }

    /// <summary>Follows references.</summary>
    public JsonElement Resolve(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference)
            ? root.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()![Components.Length..])
            : schema;

    private ApiOperation Operation(string method, string path, JsonElement operation)
    {
        var answers = operation.GetProperty("responses").EnumerateObject().ToDictionary(
            answer => int.Parse(answer.Name, CultureInfo.InvariantCulture),
            IReadOnlyDictionary<string, string> (answer) => Contents($"{method} {path} {answer.Name}", answer.Value));
        var parameters = operation.TryGetProperty("parameters", out var list) ? list.EnumerateArray() : default;
        return new(
            method,
            path,
            operation.GetProperty("security").GetArrayLength() == 0,
            operation.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").GetProperty("application/json").GetProperty("schema") : null,
            [.. parameters.Select(p => new ApiParameter(p.GetProperty("name").GetString()!, p.GetProperty("in").GetString()!, p.GetProperty("schema")))],
            answers);
    }

    private Dictionary<string, string> Contents(string name, JsonElement answer)
    {
        var contents = new Dictionary<string, string>();
        if (!answer.TryGetProperty("content", out var content)) return contents;
        foreach (var type in content.EnumerateObject())
        {
            contents[type.Name] = $"{name} {type.Name}";
            Define(contents[type.Name], type.Value.GetProperty("schema"));
        }

        return contents;
    }

    private void Define(string name, JsonElement schema)
    {
        var node = JsonNode.Parse(schema.GetRawText().Replace(Components, "#/definitions/", StringComparison.Ordinal))!;
        // A property that the document does not describe could be another user's data.
        if (node is JsonObject described && described.ContainsKey("properties")) described.TryAdd("additionalProperties", false);
        definitions[name] = node;
    }
}
