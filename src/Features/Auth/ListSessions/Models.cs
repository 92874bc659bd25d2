using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Auth.ListSessions;

/// <summary>One sign-in on one device.</summary>
/// <param name="Current">True for the session of this request.</param>
/// <param name="Device">What the client said to be at the sign-in, or null.</param>
/// <param name="LastSeenAt">The time of the sign-in or of the last refresh.</param>
internal sealed record Response(Guid Id, bool Current, string? Device, DateTime CreatedAt, DateTime LastSeenAt) : IExample
{
    public static object Example =>
        new Response(Sample.Session, true, "Firefox on Linux", Sample.Time, Sample.Time.AddHours(2));

    public static Response From(Session session, Guid current) => new(
        session.Id, session.Id == current, session.Device, session.CreatedAt, session.LastSeenAt ?? session.CreatedAt);
}
