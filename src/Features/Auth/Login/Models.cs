using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Auth.Login;

internal sealed class Request : IExample
{
    public static object Example => new Request { Email = Sample.Email, Password = "a long and secret one" };

    [Required]
    public string Email { get; init; } = "";

    [Required]
    public string Password { get; init; } = "";
}
