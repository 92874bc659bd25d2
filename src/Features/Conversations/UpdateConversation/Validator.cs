using FastEndpoints;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations.UpdateConversation;

internal sealed class Validator : Validator<Request>
{
    public Validator()
    {
        When(r => r.Title is not null, () => RuleFor(r => r.Title).Line(TextLimits.Title));
        When(r => r.ModelTag is not null, () => RuleFor(r => r.ModelTag).Line(TextLimits.ModelTag));
    }
}
