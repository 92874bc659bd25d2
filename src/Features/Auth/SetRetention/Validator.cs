using FastEndpoints;
using FluentValidation;
using SamosaChaat.Shared.Retention;

namespace SamosaChaat.Features.Auth.SetRetention;

internal sealed class Validator : Validator<Request>
{
    public Validator() => RuleFor(r => r.Days).InclusiveBetween(1, RetentionOptions.MaxDays)
        .WithMessage(FormattableString.Invariant($"days must be a number from 1 to {RetentionOptions.MaxDays}."));
}
