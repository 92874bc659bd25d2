using FastEndpoints;
using FluentValidation;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations.ForkConversation;

internal sealed class Validator : Validator<Request>
{
    public Validator()
    {
        RuleFor(r => r.Message).NotEmpty().WithMessage("message is required.");
        When(r => r.Title is not null, () => RuleFor(r => r.Title).Line(TextLimits.Title));
    }
}
