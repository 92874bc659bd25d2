using FastEndpoints;

namespace SamosaChaat.Features.Auth.DeleteAccount;

internal sealed class Validator : Validator<Request>
{
    public Validator() => RuleFor(r => r.Password).GivenPassword("password");
}
