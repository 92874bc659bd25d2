using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Identity.Providers;

/// <summary>Signs users in by the authorization code flow with PKCE (OpenID Connect Core 1.0, 3.1; RFC 7636).</summary>
internal sealed class CodeFlow(ProviderHttp http)
{
    /// <summary>Returns the URL at which the provider asks its user.</summary>
    /// <param name="callback">Where the provider sends the browser afterwards.</param>
    /// <exception cref="Http.UnavailableException">The provider does not answer.</exception>
    /// <exception cref="ProviderFailedException">The provider's description cannot be used.</exception>
    public static async ValueTask<string> BeginAsync(Provider provider, SignInSecret secret, string callback, CancellationToken ct)
    {
        var endpoint = (await provider.Keys.DescribeAsync(ct)).AuthorizationEndpoint;
        if (!ProviderUrl.IsSafe(endpoint)) throw new ProviderFailedException($"The authorization_endpoint {ProviderUrl.Rule}");
        var request = new OpenIdConnectMessage
        {
            IssuerAddress = endpoint,
            EnableTelemetryParameters = false,
            ClientId = provider.Options.ClientId,
            RedirectUri = callback,
            ResponseType = OpenIdConnectResponseType.Code,
            Scope = provider.Options.ScopeText(),
            State = secret.State,
            Nonce = secret.Nonce,
        };
        request.SetParameter("code_challenge", secret.Challenge);
        request.SetParameter("code_challenge_method", "S256");
        return request.CreateAuthenticationRequestUrl();
    }

    /// <summary>Exchanges the code for the claims of the user. Returns null if the provider's tokens are invalid.</summary>
    /// <exception cref="Http.UnavailableException">The provider does not answer.</exception>
    /// <exception cref="ProviderFailedException">The provider refuses the code, or its answer cannot be used.</exception>
    public async ValueTask<ProviderClaims?> FinishAsync(
        Provider provider, SignInSecret secret, string code, string callback, CancellationToken ct)
    {
        var description = await provider.Keys.DescribeAsync(ct);
        try
        {
            var tokens = await RedeemAsync(provider.Options, description, secret, code, callback, ct);
            if (tokens.IdToken is null || await provider.ValidateIdAsync(tokens.IdToken, ct) is not { } token) return null;
            if (!SignInSecret.AreEqual(secret.Nonce, token.TryGetPayloadValue<string>("nonce", out var nonce) ? nonce : null)) return null;
            using var more = await AskAsync(description, token, tokens.AccessToken, ct);
            return ClaimsReader.Read(token, provider.Options, more?.RootElement ?? default);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new ProviderFailedException($"An answer is no valid JSON. {e.Message}", cause: e);
        }
    }

    private async Task<OpenIdConnectMessage> RedeemAsync(
        IssuerOptions options, OpenIdConnectConfiguration description, SignInSecret secret, string code, string callback, CancellationToken ct)
    {
        Dictionary<string, string> form = new()
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = callback,
            ["code_verifier"] = secret.Verifier,
            ["client_id"] = options.ClientId!,
        };
        string? basic = null;
        if (SecretOf(options) is { } password)
        {
            var methods = description.TokenEndpointAuthMethodsSupported;
            // Basic is what a provider supports that says nothing (OpenID Connect Discovery 1.0, 3).
            if (methods.Count > 0 && !methods.Contains("client_secret_basic")) form["client_secret"] = password;
            else basic = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Escape(options.ClientId!)}:{Escape(password)}"));
        }

        return new OpenIdConnectMessage(await http.PostAsync(description.TokenEndpoint, form, basic, ct));
    }

    /// <summary>Asks the provider for the claims that the ID token does not have. Returns null if the token has them.</summary>
    private async Task<JsonDocument?> AskAsync(
        OpenIdConnectConfiguration description, JsonWebToken token, string? accessToken, CancellationToken ct)
    {
        if (token.TryGetPayloadValue<string>("email", out _) || string.IsNullOrEmpty(description.UserInfoEndpoint)) return null;
        var answer = JsonDocument.Parse(await http.GetAsync(description.UserInfoEndpoint, accessToken, ct));
        // The answer to another token would be about another user (OpenID Connect Core 1.0, 5.3.2).
        if (answer.RootElement.ValueKind == JsonValueKind.Object
            && answer.RootElement.TryGetProperty("sub", out var subject)
            && subject.ValueKind == JsonValueKind.String && subject.GetString() == token.Subject)
        {
            return answer;
        }

        answer.Dispose();
        throw new ProviderFailedException("The userinfo_endpoint answered for another subject.");
    }

    private static string? SecretOf(IssuerOptions options) =>
        !string.IsNullOrEmpty(options.ClientSecret) ? options.ClientSecret
        : string.IsNullOrEmpty(options.ClientSecretFile) ? null
        : SettingFile.TryRead(nameof(options.ClientSecretFile), options.ClientSecretFile, out var secret, out var fault) ? secret
        : throw new ProviderFailedException(fault);

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
