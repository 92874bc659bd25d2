using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Auth.CreateApiKey;

internal sealed class Request : IExample
{
    public const int MaxDays = 365;
    public const int DefaultDays = 90;

    public static object Example => new Request { Name = "backup script", Scope = ApiKeyScopes.Read, ExpiresInDays = DefaultDays };

    /// <summary>A name by which the user knows the key, 1 to 100 characters.</summary>
    [Required]
    public string Name { get; init; } = "";

    /// <summary>`read` only reads. `chat` also changes conversations and sends messages. Neither can change the account.</summary>
    [Required]
    [AllowedValues(ApiKeyScopes.Read, ApiKeyScopes.Chat)]
    public string Scope { get; init; } = "";

    /// <summary>The number of days until the key expires, 1 to 365.</summary>
    [Range(1, MaxDays)]
    public int ExpiresInDays { get; init; } = DefaultDays;
}

/// <summary>A new API key, with its text.</summary>
/// <param name="Key">The text of the key. No other response contains it.</param>
internal sealed record Response(
    Guid Id,
    string Name,
    [property: AllowedValues(ApiKeyScopes.Read, ApiKeyScopes.Chat)] string Scope,
    DateTime CreatedAt,
    DateTime ExpiresAt,
    string Key) : IExample
{
    public static object Example
    {
        get
        {
            var key = (ApiKeyResponse)ApiKeyResponse.Example;
            return new Response(key.Id, key.Name, key.Scope, key.CreatedAt, key.ExpiresAt, "samosa_AZq1Wh0g…");
        }
    }
}
