using FastEndpoints;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations.SetInstructions;

internal sealed class Validator : Validator<Request>
{
    public Validator() => RuleFor(r => r.Content).Text(TextLimits.Instructions);
}
