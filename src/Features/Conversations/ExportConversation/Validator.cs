using FastEndpoints;
using FluentValidation;

namespace SamosaChaat.Features.Conversations.ExportConversation;

internal sealed class Validator : Validator<Request>
{
    public Validator() => RuleFor(r => r.Format).Must(format => format is null || ExportFormat.Find(format) is not null)
        .WithMessage("format must be jsonl, markdown or html.");
}
