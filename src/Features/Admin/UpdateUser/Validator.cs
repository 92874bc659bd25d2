using FastEndpoints;
using FluentValidation;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Features.Admin.UpdateUser;

internal sealed class Validator : Validator<Request>
{
    public Validator() => RuleFor(r => r.Role).Must(role => role is null || UserRoles.Includes(role))
        .WithMessage($"role must be {UserRoles.User} or {UserRoles.Admin}.");
}
