using FastEndpoints;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations.CreateConversation;

public sealed class Validator : Validator<Request>
{
    public Validator()
    {
        RuleFor(r => r.Title).Text(TextLimits.Title);
        RuleFor(r => r.ModelTag).Text(TextLimits.ModelTag);
    }
}
