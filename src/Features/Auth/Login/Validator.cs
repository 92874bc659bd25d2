using FastEndpoints;

namespace SamosaChaat.Features.Auth.Login;

internal sealed class Validator : Validator<Request>
{
    public Validator()
    {
        RuleFor(r => r.Email).Email();
        RuleFor(r => r.Password).GivenPassword("password");
    }
}
