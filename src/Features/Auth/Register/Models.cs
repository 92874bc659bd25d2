using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Auth.Register;

internal sealed class Request : IExample
{
    public static object Example => new Request { Email = Sample.Email, Password = "a long and secret one", Name = "Asha" };

    [Required]
    public string Email { get; init; } = "";

    /// <summary>The password, 8 to 256 characters and not only white space.</summary>
    [Required]
    public string Password { get; init; } = "";

    /// <summary>The user's display name, at most 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The token of an invite: the part of its link after <c>#invite=</c>. A server with open registration needs none.</summary>
    public string? Invite { get; init; }
}
