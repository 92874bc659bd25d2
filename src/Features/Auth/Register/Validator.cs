using FastEndpoints;
using FluentValidation;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Auth.Register;

internal sealed class Validator : Validator<Request>
{
    public Validator()
    {
        RuleFor(r => r.Email).Email();
        RuleFor(r => r.Password).Length(Credentials.MinPassword, Credentials.MaxPassword)
            .WithMessage($"password must have {Credentials.MinPassword} to {Credentials.MaxPassword} characters.")
            .Must(password => !VisibleText.IsBlank(password)).WithMessage("password must not be blank.");
        When(r => r.Name is not null, () => RuleFor(r => r.Name).Line(Credentials.MaxName));
    }
}
