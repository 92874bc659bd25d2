using FastEndpoints;
using FluentValidation;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Auth.Register;

internal sealed class Validator : Validator<Request>
{
    public Validator()
    {
        RuleFor(r => r.Email).Email().Plain();
        RuleFor(r => r.Password).CodePoints(Credentials.MinPassword, Credentials.MaxPassword)
            .WithMessage($"password must have {Credentials.MinPassword} to {Credentials.MaxPassword} characters.")
            .Must(password => !VisibleText.IsBlank(password!)).WithMessage("password must not be blank.")
            .Must(password => !CommonPasswords.Contains(password!)).WithMessage("password is one of the most common passwords.")
            .Must((request, password) => !CommonPasswords.IsAddress(password!, request.Email))
            .WithMessage("password must not be the email address.");
        RuleFor(r => r.Invite).MaximumLength(Credentials.MaxInvite)
            .WithMessage($"invite must have at most {Credentials.MaxInvite} characters.");
        When(r => r.Name is not null, () => RuleFor(r => r.Name).Line(Credentials.MaxName));
    }
}
