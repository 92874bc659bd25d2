using FastEndpoints;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Auth.UpdateCurrentUser;

internal sealed class Validator : Validator<Request>
{
    public Validator() => RuleFor(r => r.Name).Line(Credentials.MaxName);
}
