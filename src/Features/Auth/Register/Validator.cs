using FastEndpoints;
using FluentValidation;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Auth.Register;

internal sealed class Validator : Validator<Request>
{
    public Validator()
    {
        RuleFor(r => r.Email).Email().Plain();
        RuleFor(r => r.Password).NewPassword("password")
            .Must((request, password) => !CommonPasswords.IsAddress(password!, request.Email))
            .WithMessage(CommonPasswords.AddressRule("password"));
        RuleFor(r => r.Invite).MaximumLength(Credentials.MaxInvite)
            .WithMessage($"invite must have at most {Credentials.MaxInvite} characters.");
        When(r => r.Name is not null, () => RuleFor(r => r.Name).Line(Credentials.MaxName));
    }
}
