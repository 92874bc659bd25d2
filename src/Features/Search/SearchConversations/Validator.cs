using FastEndpoints;
using FluentValidation;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Search;

namespace SamosaChaat.Features.Search.SearchConversations;

internal sealed class Validator : Validator<Request>
{
    private const string Flags = "must be true or false.";
    private const string Times = "must be a time since 1970 such as 2026-11-24T09:30:00Z.";

    public Validator()
    {
        RuleFor(r => r.Q).Custom((q, context) =>
        {
            if (q is null) context.AddFailure("q is required.");
            else if (q.Length > QueryParser.MaxLength) context.AddFailure($"q must have at most {QueryParser.MaxLength} characters.");
            else if (QueryParser.Parse(q, out var fault) is null) context.AddFailure(fault);
        });
        RuleFor(r => r.Limit).InclusiveBetween(1, 100).WithMessage("limit must be a number from 1 to 100.");
        RuleFor(r => r.Cursor).Must(text => Cursor.TryDecode(text, out _))
            .WithMessage("cursor must come from a Link header of this server.");
        RuleFor(r => r.Conversation).Must(text => text is null || Guid.TryParseExact(text, "D", out _))
            .WithMessage("conversation must be the id of a conversation.");
        RuleFor(r => r.Role).Must(role => role is null or Roles.User or Roles.Assistant).WithMessage("role must be user or assistant.");
        RuleFor(r => r.From).Must(TimeParser.IsValid).WithMessage($"from {Times}");
        RuleFor(r => r.To).Must(TimeParser.IsValid).WithMessage($"to {Times}");
        RuleFor(r => r.Pinned).Must(Flag.IsValid).WithMessage($"pinned {Flags}");
        RuleFor(r => r.Archived).Must(Flag.IsValid).WithMessage($"archived {Flags}");
    }
}
