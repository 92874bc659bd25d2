using FastEndpoints;
using FluentValidation;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Messages.SendMessage;

internal sealed class Validator : Validator<Request>
{
    public Validator()
    {
        RuleFor(r => r.Message).NotNull().WithMessage("message is required.");
        When(r => r.Message is not null, () =>
        {
            RuleFor(r => r.Message.Content).Text(TextLimits.Content);
            RuleFor(r => r.Message.Role).Must(role => role is null or Roles.User)
                .WithMessage("message.role must be 'user'. The server writes the answers.");
            RuleFor(r => r.Message.Id).Must(id => id != Guid.Empty).WithMessage("message.id must be a UUID other than the nil UUID.");
        });
        RuleFor(r => r.OnConflict).Must(OnConflicts.IsKnown).WithMessage(OnConflicts.Rule);
        RuleFor(r => r.Temperature).InclusiveBetween(0, 2).WithMessage("temperature must be a number from 0 to 2.");
        // The conversation's model decides the maximum. StartTurn compares with it, and TurnAnswer has the sentence of the error.
        RuleFor(r => r.MaxTokens).GreaterThanOrEqualTo(1).WithMessage("max_tokens must be at least 1.");
        RuleFor(r => r.TopK).InclusiveBetween(0, 200).WithMessage("top_k must be a number from 0 to 200.");
    }
}
