using FastEndpoints;
using FluentValidation;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Features.Admin.InviteUser;

internal sealed class Validator : Validator<Request>
{
    public Validator()
    {
        RuleFor(r => r.Role).Must(UserRoles.Includes).WithMessage($"role must be {UserRoles.User} or {UserRoles.Admin}.");
        RuleFor(r => r.ExpiresIn).InclusiveBetween(60, 2_592_000)
            .WithMessage("expires_in must be a number of seconds from 60 to 2592000.");
    }
}
