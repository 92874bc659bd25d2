namespace SamosaChaat.Bench.Fuzz.Document;

/// <summary>Resolves a path as the server does, to know which operation it leads to.</summary>
internal static class PathResolution
{
    private const string Prefix = "/api";

    /// <summary>Removes the query, dots, a slash at the end and the prefix <c>/api</c>, and decodes what is encoded.</summary>
    public static string Resolve(string path)
    {
        var segments = new List<string>();
        foreach (var segment in path.Split('?')[0].Split('/').Skip(1).Select(Decode))
        {
            if (segment == "..") segments = segments[..Math.Max(0, segments.Count - 1)];
            else if (segment != ".") segments.Add(segment);
        }

        if (segments is [.., ""]) segments.RemoveAt(segments.Count - 1);
        var resolved = "/" + string.Join('/', segments);
        return resolved.StartsWith($"{Prefix}/", StringComparison.OrdinalIgnoreCase) ? resolved[Prefix.Length..] : resolved;
    }

    // An encoded slash stays as it is, and so separates nothing.
    private static string Decode(string segment) => Uri.UnescapeDataString(segment.Replace("%2f", "%252f", StringComparison.OrdinalIgnoreCase));
}
