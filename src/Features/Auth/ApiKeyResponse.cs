using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Auth;

/// <summary>An API key without its text.</summary>
/// <param name="Name">The name that the user gave it.</param>
/// <param name="Scope">`read` only reads. `chat` also changes conversations and sends messages.</param>
internal sealed record ApiKeyResponse(
    Guid Id,
    string Name,
    [property: AllowedValues(ApiKeyScopes.Read, ApiKeyScopes.Chat)] string Scope,
    DateTime CreatedAt,
    DateTime ExpiresAt) : IExample
{
    public static object Example => new ApiKeyResponse(
        Sample.ApiKey, "backup script", ApiKeyScopes.Read, Sample.Time, Sample.Time.AddDays(90));

    public static ApiKeyResponse From(ApiKey key) => new(key.Id, key.Name, key.Scope, key.CreatedAt, key.ExpiresAt);
}
