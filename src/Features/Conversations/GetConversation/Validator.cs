using FastEndpoints;
using FluentValidation;

namespace SamosaChaat.Features.Conversations.GetConversation;

internal sealed class Validator : Validator<Request>
{
    public Validator() => RuleFor(r => r.Include).Must(text => ConversationExtrasParser.Parse(text) is not null)
        .WithMessage(ConversationExtrasParser.Message);
}
