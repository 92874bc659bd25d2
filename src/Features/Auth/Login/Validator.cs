using FastEndpoints;
using FluentValidation;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Auth.Login;

internal sealed class Validator : Validator<Request>
{
    public Validator()
    {
        RuleFor(r => r.Email).Email();
        // A password of white space is refused at registration. Older accounts may have one.
        RuleFor(r => r.Password).MinimumLength(1).WithMessage("password is required.")
            .CodePoints(1, Credentials.MaxPassword).WithMessage($"password must have at most {Credentials.MaxPassword} characters.");
    }
}
