using FastEndpoints;
using FluentValidation;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Features.Admin.ListAuditEntries;

internal sealed class Validator : Validator<Request>
{
    public Validator()
    {
        RuleFor(r => r.Limit).InclusiveBetween(1, 200).WithMessage("limit must be a number from 1 to 200.");
        RuleFor(r => r.Cursor).Must(text => Cursor.TryDecode(text, out _))
            .WithMessage("cursor must come from a Link header of this server.");
        RuleFor(r => r.User).Must(text => text is null || Guid.TryParseExact(text, "D", out _))
            .WithMessage("user must be the id of a user.");
        RuleFor(r => r.Kind).Must(kind => kind is null || AuditKinds.All.Contains(kind))
            .WithMessage($"kind must be one of {AuditKinds.List}.");
    }
}
