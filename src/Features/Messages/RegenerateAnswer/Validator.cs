using FastEndpoints;
using FluentValidation;

namespace SamosaChaat.Features.Messages.RegenerateAnswer;

internal sealed class Validator : Validator<Request>
{
    public Validator() => RuleFor(r => r.OnConflict).Must(OnConflicts.IsKnown).WithMessage(OnConflicts.Rule);
}
