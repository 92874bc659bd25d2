using FastEndpoints;
using FluentValidation;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations.UpdateConversation;

internal sealed class Validator : Validator<Request>
{
    public Validator()
    {
        When(r => r.Title is not null, () => RuleFor(r => r.Title).Line(TextLimits.Title));
        When(r => r.GenerateTitleInsteadOf is not null, () => RuleFor(r => r.GenerateTitleInsteadOf)
            .Must((r, _) => r is { Title: null, ModelTag: null, Pinned: null, Archived: null, Temporary: null })
            .WithMessage("generate_title_instead_of must be the only property."));
        RuleFor(r => r.Temporary).NotEqual(true).WithMessage("temporary must be false: only a new conversation can be temporary.");
        When(r => r.ModelTag is not null, () => RuleFor(r => r.ModelTag).Line(TextLimits.ModelTag));
    }
}
