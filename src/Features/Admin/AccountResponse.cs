using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Admin;

/// <summary>An account as administrators see it. It has nothing of what the user writes.</summary>
/// <param name="Role"><c>user</c> or <c>admin</c>.</param>
/// <param name="DisabledAt">The time since which the account cannot be used. Null if it can.</param>
internal sealed record AccountResponse(
    Guid Id,
    string Email,
    string? Name,
    [property: AllowedValues(UserRoles.User, UserRoles.Admin)] string Role,
    DateTime CreatedAt,
    DateTime? DisabledAt) : IExample
{
    public static object Example => new AccountResponse(Sample.User, Sample.Email, "Asha", UserRoles.User, Sample.Time, null);

    public static AccountResponse From(User user) =>
        new(user.Id, user.Email, user.Name, user.Role, user.CreatedAt, user.DisabledAt);
}

/// <summary>Serializes what administrators see with generated code.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AccountResponse[]))]
[JsonSerializable(typeof(BackupResponse))]
internal sealed partial class AccountJson : JsonSerializerContext;
