using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace SamosaChaat.Shared.Http;

/// <summary>Sends a response that a browser stores as a file.</summary>
internal static class Download
{
    private const int MaxName = 80;

    // A browser that shows the file all the same must run nothing in it, and not give it the rights of this origin.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    /// <summary>Sends the headers. Returns false if the client wants nothing else.</summary>
    /// <param name="name">A text of any kind, from which a safe name is made.</param>
    /// <param name="extension">The end of the name, without the dot.</param>
    public static async ValueTask<bool> BeginAsync(HttpContext http, string mediaType, string name, string extension)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{SafeName(name)}.{extension}");
        http.Response.ContentType = $"{mediaType}; charset=utf-8";
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.StartAsync(http.RequestAborted);
        return !http.WasHead();
    }

    /// <summary>Keeps letters and digits of all scripts. All else becomes hyphens, so no system sees a path or a device in the name.</summary>
    internal static string SafeName(string name)
    {
        var safe = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (safe.Length >= MaxName) break;
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                safe.Append(rune);
            }
            else if (safe.Length > 0 && safe[^1] != '-')
            {
                safe.Append('-');
            }
        }

        var trimmed = safe.ToString().Trim('-');
        return trimmed.Length > 0 ? $"samosachaat-{trimmed}" : "samosachaat";
    }
}
