using FastEndpoints;
using FluentValidation;

namespace SamosaChaat.Features.Auth.Login;

internal sealed class Validator : Validator<Request>
{
    public Validator()
    {
        RuleFor(r => r.Email).Email();
        RuleFor(r => r.Password).NotEmpty().WithMessage("password is required.")
            .MaximumLength(Credentials.MaxPassword).WithMessage($"password must have at most {Credentials.MaxPassword} characters.");
    }
}
