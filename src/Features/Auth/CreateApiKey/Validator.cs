using FastEndpoints;
using FluentValidation;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Auth.CreateApiKey;

internal sealed class Validator : Validator<Request>
{
    public Validator()
    {
        RuleFor(r => r.Name).Line(Credentials.MaxName);
        RuleFor(r => r.Scope).Must(scope => scope is ApiKeyScopes.Read or ApiKeyScopes.Chat)
            .WithMessage($"scope must be '{ApiKeyScopes.Read}' or '{ApiKeyScopes.Chat}'.");
        RuleFor(r => r.ExpiresInDays).InclusiveBetween(1, Request.MaxDays)
            .WithMessage($"expires_in_days must be a number from 1 to {Request.MaxDays}.");
    }
}
