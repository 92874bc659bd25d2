using System.Globalization;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Messages;

/// <summary>Reads the id of the last event that a client has received, from the header or from the query.</summary>
internal static class LastEventId
{
    /// <summary>The id of a client that has received no event.</summary>
    public const long None = -1;

    /// <summary>The response to an id that is not a number.</summary>
    public static readonly Problem Invalid = Problem.Invalid(new Dictionary<string, string[]>
    {
        ["last_event_id"] = ["last_event_id must be the id of an event."],
    });

    /// <param name="query">The value of the query parameter, if the operation has one. The header takes precedence.</param>
    /// <param name="id">The id, or <see cref="None"/> if the request has none.</param>
    /// <returns>False if the request has an id that is not a number.</returns>
    public static bool TryRead(HttpRequest request, string? query, out long id)
    {
        id = None;
        var text = request.Headers[ApiHeaders.LastEventId].FirstOrDefault() ?? query;
        return string.IsNullOrEmpty(text) || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);
    }
}
