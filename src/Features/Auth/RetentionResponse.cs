using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Retention;

namespace SamosaChaat.Features.Auth;

/// <summary>How long the server keeps conversations of the signed-in user that do not change.</summary>
/// <param name="Days">The days that the user has chosen. Null leaves it to the server.</param>
/// <param name="MostDays">The days after which the server deletes them in any case. Null for never.</param>
/// <param name="SparesPinned">True if pinned conversations stay.</param>
/// <param name="TrashSeconds">The seconds for which a deleted conversation can be restored. 0 if the server has no trash.</param>
/// <param name="TemporarySeconds">The seconds after its last message for which a temporary conversation stays.</param>
internal sealed record RetentionResponse(int? Days, int? MostDays, bool SparesPinned, long TrashSeconds, long TemporarySeconds) : IExample
{
    public static object Example => new RetentionResponse(90, 365, SparesPinned: true, 2_592_000, 86_400);

    /// <summary>Responds for a user. Null stands for one whose account is gone.</summary>
    public static IResult Of(User? user, RetentionOptions options) => user is null
        ? Problem.NotFound
        : TypedResults.Ok(new RetentionResponse(
            user.RetentionDays,
            options.MostDays,
            options.PinnedExempt,
            (long)Math.Ceiling(options.Trash.TotalSeconds),
            (long)Math.Ceiling(options.Temporary.TotalSeconds)));
}
