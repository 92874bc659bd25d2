using System.Globalization;
using System.Text;
using SamosaChaat.Bench.Fuzz.Document;
using SamosaChaat.Bench.Fuzz.World;

namespace SamosaChaat.Bench.Fuzz.Requests;

/// <summary>One request of a run.</summary>
/// <param name="Operation">The one that it leads to; null if it leads to none.</param>
/// <param name="Caller">Null for a request with a bad token, or without one.</param>
/// <param name="Ids">The values of the parameters in the path.</param>
internal sealed record FuzzRequest(
    int Number,
    string Method,
    string Path,
    ApiOperation? Operation,
    Actor? Caller,
    IReadOnlyDictionary<string, string> Ids,
    IReadOnlyList<(string Name, string Value)> Headers,
    byte[]? Body,
    string? ContentType)
{
    private const int Shown = 400;
    private const int MuchToSend = 1 << 20;

    // The sockets of both sides hold less than that.
    private const int MuchAtOnce = 1 << 16;

    // A path with it is refused before the body is looked at.
    private const string Nul = "%00";

    /// <summary>True if a ticket in the query may let it pass without a token.</summary>
    public bool HasTicket => Path.Contains("ticket=", StringComparison.Ordinal);

    /// <summary>True if the server may close the connection before it has read the body.</summary>
    public bool MayStayUnread => Body is { Length: > MuchToSend }
        || (Body is { Length: > MuchAtOnce } && Path.Contains(Nul, StringComparison.Ordinal));

    public Rights Rights => Caller?.Rights ?? Rights.None;

    /// <summary>True if the request itself has the text. The answer may have it then, too.</summary>
    public bool Has(string text) =>
        Path.Contains(text, StringComparison.OrdinalIgnoreCase) || (Body is { } body && Encoding.UTF8.GetString(body).Contains(text, StringComparison.OrdinalIgnoreCase));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"request {Number}: {Method} {Cut(Path)} by {Rights}{string.Concat(Headers.Where(h => h.Name != "Authorization").Select(h => $" {h.Name}: {Cut(h.Value)}"))} {ContentType} {Cut(Encoding.UTF8.GetString(Body ?? []))}");

    private static string Cut(string text) => text.Length <= Shown ? text : $"{text[..Shown]}… ({text.Length})";
}
