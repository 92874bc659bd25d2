using FastEndpoints;
using FluentValidation;

namespace SamosaChaat.Features.Admin.SetUserQuota;

internal sealed class Validator : Validator<Request>
{
    public Validator()
    {
        RuleFor(r => r.TurnsPerDay).GreaterThanOrEqualTo(0).WithMessage("turns_per_day must not be negative.");
        RuleFor(r => r.TokensPerDay).GreaterThanOrEqualTo(0).WithMessage("tokens_per_day must not be negative.");
    }
}
