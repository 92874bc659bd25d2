using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Retention;

namespace SamosaChaat.Features.Auth;

/// <summary>How long the server keeps conversations of the signed-in user that do not change.</summary>
/// <param name="Days">The days that the user has chosen. Null leaves it to the server.</param>
/// <param name="MostDays">The days after which the server deletes them in any case. Null for never.</param>
/// <param name="SparesPinned">True if pinned conversations stay.</param>
internal sealed record RetentionResponse(int? Days, int? MostDays, bool SparesPinned) : IExample
{
    public static object Example => new RetentionResponse(90, 365, SparesPinned: true);

    public static RetentionResponse From(User user, RetentionOptions options) =>
        new(user.RetentionDays, options.MostDays, options.PinnedExempt);
}
