using FastEndpoints;
using FluentValidation;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations.CreateConversation;

internal sealed class Validator : Validator<Request>
{
    public Validator()
    {
        RuleFor(r => r.Id).Must(id => id != Guid.Empty).WithMessage("id must be a UUID other than the nil UUID.");
        RuleFor(r => r.Title).Line(TextLimits.Title);
        RuleFor(r => r.ModelTag).Line(TextLimits.ModelTag);
    }
}
