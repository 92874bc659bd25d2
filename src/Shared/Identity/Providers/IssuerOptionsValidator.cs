using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Identity.Providers;

/// <summary>Stops the start and names the setting if an entry of <c>Auth:Issuers</c> is invalid.</summary>
internal sealed partial class IssuerOptionsValidator(IConfiguration configuration) : IValidateOptions<AuthOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        var section = configuration.GetSection(IssuerOptions.Setting);
        if (!string.IsNullOrEmpty(section.Value))
        {
            return ValidateOptionsResult.Fail($"{IssuerOptions.Setting} must be a list. Set {IssuerOptions.Setting}:0:Issuer and others.");
        }

        // The binder silently drops an entry of a list that has a value of the wrong type. For an entry alone, it throws and names the
        // value.
        foreach (var entry in section.GetChildren()) entry.Get<IssuerOptions>();

        HashSet<string> issuers = [options.Issuer];
        HashSet<string> names = [];
        for (var i = 0; i < options.Issuers.Count; i++)
        {
            var entry = options.Issuers[i];
            var fault = !issuers.Add(entry.Issuer) ? "Issuer must not be that of another entry, nor Auth:Issuer."
                : entry.Name is { } used && !names.Add(used) ? $"Name '{used}' is already used by another entry."
                : KeyFault(entry) ?? RoleFault(entry) ?? SignInFault(entry);
            if (fault is not null) return ValidateOptionsResult.Fail($"{IssuerOptions.Setting}:{i}:{fault}");
        }

        return ValidateOptionsResult.Success;
    }

    private static string? KeyFault(IssuerOptions entry)
    {
        if (string.IsNullOrWhiteSpace(entry.Issuer) || entry.Issuer.Any(char.IsControl)) return "Issuer is required, on one line.";
        if (new[] { entry.Authority, entry.JwksUrl, entry.PublicKeyPath }.Count(source => !string.IsNullOrEmpty(source)) != 1)
        {
            return "Authority, JwksUrl or PublicKeyPath must be set, and only one of them.";
        }

        foreach (var (setting, url) in new[] { (nameof(entry.Authority), entry.Authority), (nameof(entry.JwksUrl), entry.JwksUrl) })
        {
            if (!string.IsNullOrEmpty(url) && !ProviderUrl.IsSafe(url)) return $"{setting} {ProviderUrl.Rule}";
        }

        if (entry.Algorithms.Any(algorithm => !IssuerOptions.AllAlgorithms.Contains(algorithm)))
        {
            return $"Algorithms must be among {string.Join(", ", IssuerOptions.AllAlgorithms)}.";
        }

        if (string.IsNullOrEmpty(entry.PublicKeyPath)) return null;
        return ProviderKey.TryReadPem(entry.PublicKeyPath, out _, out var fault) ? null : fault;
    }

    private static string? RoleFault(IssuerOptions entry) =>
        string.IsNullOrEmpty(entry.RoleClaim) == string.IsNullOrEmpty(entry.AdminRole)
            ? null
            : "RoleClaim and AdminRole must be set together.";

    private static string? SignInFault(IssuerOptions entry)
    {
        if (!entry.SignsIn())
        {
            return string.IsNullOrEmpty(entry.Audience) ? "Audience is required for access tokens, or ClientId for the sign-in." : null;
        }

        if (string.IsNullOrEmpty(entry.Authority)) return "Authority is required for the sign-in with ClientId.";
        // Otherwise a token that only tells another page who has signed in would be as good as an access token.
        if (entry.Audience == entry.ClientId) return "Audience must not be ClientId: ID tokens have that audience.";
        if (entry.Name is null || !NameForm().IsMatch(entry.Name))
        {
            return "Name must have 1 to 40 lower-case letters, digits and hyphens.";
        }

        if (entry.Scopes.Count > 0 && !entry.Scopes.Contains("openid")) return "Scopes must have openid.";
        if (string.IsNullOrEmpty(entry.ClientSecretFile)) return null;
        if (!string.IsNullOrEmpty(entry.ClientSecret)) return "ClientSecretFile must not be set together with ClientSecret.";
        return SettingFile.TryRead(nameof(entry.ClientSecretFile), entry.ClientSecretFile, out var secret, out var fault)
            ? secret.Length > 0 ? null : $"ClientSecretFile '{entry.ClientSecretFile}' is empty."
            : fault;
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,40}\z")]
    private static partial Regex NameForm();
}
