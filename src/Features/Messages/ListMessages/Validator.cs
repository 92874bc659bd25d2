using FastEndpoints;
using FluentValidation;

namespace SamosaChaat.Features.Messages.ListMessages;

internal sealed class Validator : Validator<Request>
{
    public Validator()
    {
        RuleFor(r => r.Limit).InclusiveBetween(1, 1000).WithMessage("limit must be a number from 1 to 1000.");
        RuleFor(r => r.Cursor).Must(text => Cursor.TryDecode(text, out _))
            .WithMessage("cursor must come from a Link header of this server.");
        RuleFor(r => r.Include).Must(text => ExtrasParser.Parse(text) is not null)
            .WithMessage("include must be a list of reasoning, finish_reason, error, usage and versions, separated by commas.");
    }
}
