using FastEndpoints;
using FluentValidation;

namespace SamosaChaat.Features.Conversations.ListTrash;

internal sealed class Validator : Validator<Request>
{
    public Validator()
    {
        RuleFor(r => r.Limit).InclusiveBetween(1, 200).WithMessage("limit must be a number from 1 to 200.");
        RuleFor(r => r.Cursor).Must(text => Cursor.TryDecode(text, out _))
            .WithMessage("cursor must come from a Link header of this server.");
    }
}
