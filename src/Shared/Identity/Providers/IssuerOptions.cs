namespace SamosaChaat.Shared.Identity.Providers;

/// <summary>The settings of an entry of <c>Auth:Issuers</c>: an identity provider, or another service that issues access tokens.</summary>
internal sealed class IssuerOptions
{
    /// <summary>The setting that is the list of these.</summary>
    public const string Setting = $"{AuthOptions.Section}:{nameof(AuthOptions.Issuers)}";

    /// <summary>The algorithms that are possible, and the default.</summary>
    public static readonly IReadOnlyList<string> AllAlgorithms = ["RS256", "ES256", "PS256"];

    private static readonly IReadOnlyList<string> DefaultScopes = ["openid", "email", "profile"];

    /// <summary>The <c>iss</c> claim of the issuer's tokens.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>The <c>aud</c> claim of its access tokens. Without it, access tokens of the issuer are refused.</summary>
    public string? Audience { get; set; }

    /// <summary>The URL below which <c>/.well-known/openid-configuration</c> describes the provider.</summary>
    public string? Authority { get; set; }

    /// <summary>The URL of the issuer's keys (RFC 7517), for an issuer that does not describe itself.</summary>
    public string? JwksUrl { get; set; }

    /// <summary>A file with the issuer's only key, in PEM.</summary>
    public string? PublicKeyPath { get; set; }

    /// <summary>The accepted algorithms. Empty means <see cref="AllAlgorithms"/>.</summary>
    public List<string> Algorithms { get; set; } = [];

    /// <summary>
    /// The claim that has the user's roles: a text or a list of texts. Dots lead into objects. Without it, roles belong to this server.
    /// </summary>
    public string? RoleClaim { get; set; }

    /// <summary>The role that makes an administrator.</summary>
    public string? AdminRole { get; set; }

    /// <summary>The name in the URLs of the sign-in: lower-case letters, digits and hyphens.</summary>
    public string? Name { get; set; }

    /// <summary>The text of the button on the page. <see cref="Name"/> unless it is set.</summary>
    public string? Title { get; set; }

    /// <summary>The id that the provider knows this server by. It turns on the sign-in on the page.</summary>
    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    /// <summary>A file with the secret. It is read at each sign-in, so that a new secret needs no restart.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>The scopes to ask for. Empty means <c>openid email profile</c>.</summary>
    public List<string> Scopes { get; set; } = [];

    // A method, because the settings must not have it.
    public IReadOnlyList<string> AcceptedAlgorithms() => Algorithms.Count > 0 ? Algorithms : AllAlgorithms;

    public string ScopeText() => string.Join(' ', Scopes.Count > 0 ? Scopes : DefaultScopes);

    /// <summary>True if users of the page can sign in by it.</summary>
    public bool SignsIn() => !string.IsNullOrEmpty(ClientId);
}
