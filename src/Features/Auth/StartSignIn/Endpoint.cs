using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity.Providers;
using SamosaChaat.Shared.Limits;

namespace SamosaChaat.Features.Auth.StartSignIn;

/// <summary>Sends a browser to a provider. The sign-in ends in <see cref="FinishSignIn"/>.</summary>
internal sealed class Endpoint(ProviderList providers, ILogger<CodeFlow> logger) : EndpointWithoutRequest
{
    /// <summary>The time that a user has at the provider.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public override void Configure()
    {
        Get("/auth/providers/{provider}/sign-in");
        AllowAnonymous();
        this.CountsAs(RequestClass.SignIn);
        // A browser opens it, and no client calls it.
        Description(builder => builder.ExcludeFromDescription());
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        if (providers.Find(Route<string>(RouteParameters.Provider)) is not { } provider)
        {
            await Send.ResultAsync(Problem.NotFound);
            return;
        }

        var secret = SignInSecret.New();
        try
        {
            var callback = SignInOutcome.CallbackUrl(HttpContext, provider.Options.Name);
            var url = await CodeFlow.BeginAsync(provider, secret, callback, ct);
            SecretCookie.Set(HttpContext, ProviderCookies.Secret, secret.Text, SameSiteMode.Lax, Patience);
            HttpContext.Response.Headers.CacheControl = "no-store";
            await Send.ResultAsync(TypedResults.Redirect(url));
        }
        catch (Exception e) when (e is UnavailableException or ProviderFailedException)
        {
            SignInLog.Failed(logger, provider, e.Message);
            await Send.ResultAsync(SignInOutcome.ToPage(HttpContext, SignInOutcome.Unavailable));
        }
    }
}
