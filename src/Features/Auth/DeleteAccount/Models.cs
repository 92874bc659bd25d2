using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Auth.DeleteAccount;

internal sealed class Request : IExample
{
    public static object Example => new Request { Password = "a long and secret one" };

    [Required]
    public string Password { get; init; } = "";
}
