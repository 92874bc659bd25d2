using FastEndpoints;
using FluentValidation;

namespace SamosaChaat.Features.Conversations.SelectVersion;

internal sealed class Validator : Validator<Request>
{
    public Validator() => RuleFor(r => r.Message).NotEmpty().WithMessage("message is required.");
}
