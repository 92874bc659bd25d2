namespace SamosaChaat.Bench.Fuzz.Requests;

/// <summary>What came back.</summary>
/// <param name="Headers">By name, in any case.</param>
internal sealed record Answer(int Status, string? MediaType, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The data of each event of a stream.</summary>
    public IEnumerable<string> Events =>
        Body.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line["data: ".Length..]);
}
