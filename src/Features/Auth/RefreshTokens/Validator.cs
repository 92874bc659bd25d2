using FastEndpoints;
using FluentValidation;

namespace SamosaChaat.Features.Auth.RefreshTokens;

public sealed class Validator : Validator<Request>
{
    public Validator() => RuleFor(r => r.RefreshToken).NotEmpty().WithMessage("refresh_token is required.");
}
