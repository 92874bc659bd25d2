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
            RuleFor(r => r.Message.Role).Must(role => role is null or Roles.User).WithMessage("message.role is 'user': the server writes the answers.");
            RuleFor(r => r.Message.Id).Must(id => id != Guid.Empty).WithMessage("message.id is a UUID of your own making.");
        });
        RuleFor(r => r.OnConflict).Must(OnConflicts.IsKnown).WithMessage(OnConflicts.Rule);
        RuleFor(r => r.Temperature).InclusiveBetween(0, 2).WithMessage("temperature is a number from 0 to 2.");
        RuleFor(r => r.MaxTokens).InclusiveBetween(1, 4096).WithMessage("max_tokens is a number from 1 to 4096.");
        RuleFor(r => r.TopK).InclusiveBetween(0, 200).WithMessage("top_k is a number from 0 to 200.");
    }
}
