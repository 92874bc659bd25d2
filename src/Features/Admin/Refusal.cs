using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity.Accounts;

namespace SamosaChaat.Features.Admin;

/// <summary>Says why an account was not changed.</summary>
internal static class Refusal
{
    public static Problem Of(ChangeStatus status) => status == ChangeStatus.LastAdmin
        ? Problem.Of(StatusCodes.Status409Conflict, ChangedUser.LastAdmin)
        : Problem.NotFound;
}
