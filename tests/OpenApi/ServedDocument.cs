using System.Text.Json;

namespace SamosaChaat.Tests.OpenApi;

/// <summary>The OpenAPI document as a server serves it.</summary>
public sealed class ServedDocument(JsonElement root)
{
    public JsonElement Root => root;

    /// <summary>As "GET /health".</summary>
    public IEnumerable<string> Operations =>
        from path in root.GetProperty("paths").EnumerateObject()
        from method in path.Value.EnumerateObject()
        select $"{method.Name.ToUpperInvariant()} {path.Name}";

    public static async Task<ServedDocument> FetchAsync(Server server)
    {
        using var client = server.Anonymous();
        using var response = await client.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        response.EnsureSuccessStatusCode();
        return new ServedDocument(await response.JsonAsync());
    }

    /// <summary>A schema of schemas.json.</summary>
    public static JsonElement Promised(string name) => Contract.Contract.Document.GetProperty("definitions").GetProperty(name);

    public JsonElement Operation(string name) =>
        name.Split(' ') is [var method, var path] ? root.GetProperty("paths").GetProperty(path).GetProperty(method.ToLowerInvariant()) : default;

    /// <summary>What of a promised schema the served one does not have: types, formats, properties, which of them are required.</summary>
    public IEnumerable<string> Differences(string where, JsonElement promised, JsonElement served)
    {
        promised = Resolve(Contract.Contract.Document, promised);
        served = Resolve(root, served);

        var (promisedTypes, servedTypes) = (Types(promised), Types(served));
        if (!promisedTypes.SetEquals(servedTypes)) yield return $"{where}: {string.Join('|', servedTypes)} instead of {string.Join('|', promisedTypes)}";
        if (Text(promised, "format") is { } format && format != Text(served, "format")) yield return $"{where}: not of format {format}";
        if (!Required(promised).SetEquals(Required(served))) yield return $"{where}: requires {string.Join(',', Required(served))} instead of {string.Join(',', Required(promised))}";

        if (promised.TryGetProperty("items", out var items))
        {
            foreach (var difference in Differences($"{where}[]", items, served.GetProperty("items"))) yield return difference;
        }

        foreach (var difference in PropertyDifferences(where, promised, served)) yield return difference;
    }

    private IEnumerable<string> PropertyDifferences(string where, JsonElement promised, JsonElement served)
    {
        var has = Properties(served).ToDictionary(property => property.Name, property => property.Value);
        foreach (var property in Properties(promised))
        {
            if (!has.Remove(property.Name, out var found)) yield return $"{where}.{property.Name}: missing";
            else foreach (var difference in Differences($"{where}.{property.Name}", property.Value, found)) yield return difference;
        }

        foreach (var name in has.Keys) yield return $"{where}.{name}: nobody promised it";
    }

    private static JsonElement Resolve(JsonElement document, JsonElement schema)
    {
        while (Text(schema, "$ref") is { } reference)
        {
            schema = reference.Split('/').Skip(1).Aggregate(document, (place, step) => place.GetProperty(step));
        }

        return schema;
    }

    private static JsonElement.ObjectEnumerator Properties(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : default;

    private static HashSet<string> Required(JsonElement schema) => schema.TryGetProperty("required", out var names) ? Strings(names) : [];

    private static HashSet<string> Types(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type)) return [];
        return type.ValueKind == JsonValueKind.Array ? Strings(type) : [type.GetString()!];
    }

    private static HashSet<string> Strings(JsonElement array) => [.. array.EnumerateArray().Select(text => text.GetString()!)];

    private static string? Text(JsonElement schema, string property) => schema.TryGetProperty(property, out var text) ? text.GetString() : null;
}
