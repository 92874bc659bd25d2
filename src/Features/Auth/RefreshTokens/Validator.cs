using FastEndpoints;
using FluentValidation;

namespace SamosaChaat.Features.Auth.RefreshTokens;

internal sealed class Validator : Validator<Request>
{
    public Validator() => RuleFor(r => r.RefreshToken).NotEmpty().WithMessage("refresh_token is required.");
}
