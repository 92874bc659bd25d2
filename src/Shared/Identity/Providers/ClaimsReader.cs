using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Identity.Providers;

/// <summary>Reads the claims of a valid token. What an account cannot have, such as a name with invisible characters, counts as missing.</summary>
internal static class ClaimsReader
{
    // OpenID Connect Core 1.0, 2. It is stored and hashed.
    private const int MaxSubject = 255;

    private static readonly string[] NameClaims = ["name", "preferred_username"];

    /// <summary>Returns null if the token names no subject that an account can have.</summary>
    /// <param name="more">What the provider says besides. The token's own claims come first.</param>
    public static ProviderClaims? Read(JsonWebToken token, IssuerOptions options, JsonElement more = default)
    {
        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        if (Text(payload.RootElement, "sub") is not { Length: > 0 and <= MaxSubject } subject || subject.Any(char.IsControl)) return null;
        return new(
            options.Issuer,
            subject,
            Email(payload.RootElement) ?? Email(more),
            Name(payload.RootElement) ?? Name(more),
            string.IsNullOrEmpty(options.RoleClaim)
                ? null
                : Has(payload.RootElement, options) || Has(more, options) ? UserRoles.Admin : UserRoles.User,
            token.IssuedAt);
    }

    /// <summary>Returns the address if the provider has verified it. Anybody can write another one's address into a form.</summary>
    private static string? Email(JsonElement claims) =>
        Text(claims, "email") is { Length: <= EmailAddress.MaxLength } email
        && Find(claims, "email_verified") is { } verified
        && (verified.ValueKind == JsonValueKind.True || (verified.ValueKind == JsonValueKind.String && verified.GetString() == "true"))
        && EmailAddress.IsOne(email) && !HiddenCharacters.AreIn(email, allowJoiners: false)
            ? User.NormalizeEmail(email)
            : null;

    private static string? Name(JsonElement claims) =>
        NameClaims.Select(claim => Text(claims, claim)).FirstOrDefault(name =>
            name is { Length: <= User.MaxName } && !VisibleText.IsBlank(name) && !HiddenCharacters.AreIn(name));

    private static bool Has(JsonElement claims, IssuerOptions options) => Find(claims, options.RoleClaim!) is { } roles
        && (roles.ValueKind == JsonValueKind.Array ? roles.EnumerateArray().ToArray() : [roles])
            .Any(role => role.ValueKind == JsonValueKind.String && role.GetString() == options.AdminRole);

    private static string? Text(JsonElement claims, string name) =>
        Find(claims, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>Finds a claim by its name, or by the way to it: a.b is the property b of a. A name may itself have dots.</summary>
    private static JsonElement? Find(JsonElement claims, string path)
    {
        if (claims.ValueKind != JsonValueKind.Object) return null;
        if (claims.TryGetProperty(path, out var found)) return found;
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && claims.TryGetProperty(path[..dot], out var inner) ? Find(inner, path[(dot + 1)..]) : null;
    }
}
