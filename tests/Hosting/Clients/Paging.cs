using System.Text.Json;
using System.Text.RegularExpressions;

namespace SamosaChaat.Tests.Hosting.Clients;

/// <summary>Pages as a client follows them: by what the Link header says and nothing else.</summary>
internal static partial class Paging
{
    /// <summary>Where rel="next" points, or null on the last page.</summary>
    public static string? Next(this HttpResponseMessage response) =>
        response.Headers.TryGetValues("Link", out var links) && NextLink().Match(string.Join(", ", links)) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>One page and the path to the one after it.</summary>
    public static async Task<(JsonElement[] Items, string? Next)> PageAsync(this HttpClient http, string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        response.EnsureSuccessStatusCode();
        return ([.. (await response.JsonAsync()).EnumerateArray()], response.Next());
    }

    /// <summary>All pages from this path on.</summary>
    public static async Task<List<JsonElement[]>> PagesAsync(this HttpClient http, string? path)
    {
        var pages = new List<JsonElement[]>();
        while (path is not null)
        {
            var (items, next) = await http.PageAsync(path);
            pages.Add(items);
            path = next;
        }

        return pages;
    }

    [GeneratedRegex("<([^>]+)>; *rel=\"next\"")]
    private static partial Regex NextLink();
}
