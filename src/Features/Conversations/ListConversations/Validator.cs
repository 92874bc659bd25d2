using FastEndpoints;
using FluentValidation;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations.ListConversations;

internal sealed class Validator : Validator<Request>
{
    public Validator()
    {
        RuleFor(r => r.Limit).InclusiveBetween(1, 200).WithMessage("limit must be a number from 1 to 200.");
        RuleFor(r => r.Cursor).Must(text => Cursor.TryDecode(text, out _))
            .WithMessage("cursor must come from a Link header of this server.");
        RuleFor(r => r.Archived).Must(FilterParser.AcceptsArchived).WithMessage("archived must be true, false or all.");
        RuleFor(r => r.Pinned).Must(Flag.IsValid).WithMessage("pinned must be true or false.");
        RuleFor(r => r.Include).Must(text => ConversationExtrasParser.Parse(text) is not null)
            .WithMessage(ConversationExtrasParser.Message);
    }
}
