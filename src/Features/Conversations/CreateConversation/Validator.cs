using FastEndpoints;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations.CreateConversation;

internal sealed class Validator : Validator<Request>
{
    public Validator()
    {
        RuleFor(r => r.Title).Line(TextLimits.Title);
        RuleFor(r => r.ModelTag).Line(TextLimits.ModelTag);
    }
}
