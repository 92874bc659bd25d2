using System.Text.Json;

namespace SamosaChaat.Bench.Fuzz.Document;

/// <summary>One operation of the OpenAPI document.</summary>
/// <param name="Template">The path with its parameters in braces.</param>
/// <param name="IsOpen">True if it needs no token.</param>
/// <param name="Body">The schema of the body; null if it takes none.</param>
/// <param name="Answers">By status: the name of the schema by media type.</param>
internal sealed record ApiOperation(
    string Method,
    string Template,
    bool IsOpen,
    JsonElement? Body,
    IReadOnlyList<ApiParameter> Parameters,
    IReadOnlyDictionary<int, IReadOnlyDictionary<string, string>> Answers)
{
    private readonly string[] segments = Template.Split('/');

    public string Name => $"{Method} {Template}";

    public bool IsForAdmins => Template.StartsWith("/admin/", StringComparison.Ordinal);

    /// <summary>The names of the parameters in the path, in its order.</summary>
    public IEnumerable<string> PathParameters => segments.Where(IsParameter).Select(segment => segment.Trim('{', '}'));

    /// <param name="path">Without a query, and as the server resolves it.</param>
    public bool IsFor(string path)
    {
        var asked = path.Split('/');
        return asked.Length == segments.Length && segments.Zip(asked).All(pair => IsParameter(pair.First)
            ? Guid.TryParseExact(pair.Second, "D", out _)
            : string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsParameter(string segment) => segment.StartsWith('{');
}

/// <param name="Place">Where it stands: <c>path</c>, <c>query</c> or <c>header</c>.</param>
internal sealed record ApiParameter(string Name, string Place, JsonElement Schema);
