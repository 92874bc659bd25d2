using System.Globalization;
using SamosaChaat.Bench.Fuzz.Document;

namespace SamosaChaat.Bench.Fuzz.Checks;

/// <summary>Checks what came back to bytes that are mostly no HTTP.</summary>
internal static class RawCheck
{
    private const string Version = "HTTP/1.1 ";

    /// <summary>The protocol allows these, and the program means nothing by them.</summary>
    private static readonly int[] OfTheServer = [100, 101, 408, 411, 413, 414, 431, 505];

    /// <summary>Returns the status of the first answer, or <see cref="StatusCounts.Closed"/>, and what is wrong with it.</summary>
    public static (int Status, string? Fault) Look(string received, ApiDocument document)
    {
        if (received.Length == 0) return (StatusCounts.Closed, null);
        var status = received.StartsWith(Version, StringComparison.Ordinal) && received.Length >= 12
            && int.TryParse(received.AsSpan(Version.Length, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        if (status is < 100 or >= 500 && !OfTheServer.Contains(status)) return (Math.Max(0, status), "a status that is no answer to nonsense");
        if (status < 400 || OfTheServer.Contains(status)) return (status, null);
        var body = received[(received.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        // Chunked or not, the object is in there. An answer to HEAD has none.
        var (start, end) = (body.IndexOf('{', StringComparison.Ordinal), body.LastIndexOf('}'));
        if (start < 0) return (status, null);
        var faults = document.Schemas.Faults("Problem", body[start..(end + 1)]);
        return (status, faults.Count == 0 ? null : $"a refusal that is no problem: {string.Join("; ", faults)}");
    }
}
