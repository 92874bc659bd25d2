using FastEndpoints;

namespace SamosaChaat.Features.Auth.ChangePassword;

internal sealed class Validator : Validator<Request>
{
    public Validator()
    {
        RuleFor(r => r.CurrentPassword).GivenPassword("current_password");
        RuleFor(r => r.NewPassword).NewPassword("new_password");
    }
}
