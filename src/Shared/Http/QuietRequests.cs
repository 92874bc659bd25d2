namespace SamosaChaat.Shared.Http;

/// <summary>Marks requests for static files. A page has dozens of them, so the log lists only those that failed.</summary>
internal static class QuietRequests
{
    private static readonly object Key = new();

    public static void LogQuietly(this HttpContext http) => http.Items[Key] = true;

    /// <summary>Returns true if this request is not worth a line in the log.</summary>
    public static bool IsQuiet(this HttpContext http) =>
        http.Response.StatusCode < StatusCodes.Status400BadRequest && http.Items.ContainsKey(Key);
}
