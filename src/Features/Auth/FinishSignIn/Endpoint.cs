using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity.Providers;
using SamosaChaat.Shared.Limits;

namespace SamosaChaat.Features.Auth.FinishSignIn;

/// <summary>Receives a browser from a provider, and sends it to the page with a ticket in a cookie.</summary>
internal sealed class Endpoint(
    ProviderList providers, CodeFlow flow, ExternalAccounts accounts, SignInTickets tickets, ILogger<CodeFlow> logger)
    : EndpointWithoutRequest
{
    public override void Configure()
    {
        Get("/auth/providers/{provider}/callback");
        AllowAnonymous();
        this.CountsAs(RequestClass.SignIn);
        // A browser opens it, and no client calls it.
        Description(builder => builder.ExcludeFromDescription());
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var provider = providers.Find(Route<string>(RouteParameters.Provider));
        await Send.ResultAsync(provider is null
            ? Problem.NotFound
            : SignInOutcome.ToPage(HttpContext, await FinishAsync(provider, ct)));
    }

    private async Task<string> FinishAsync(Provider provider, CancellationToken ct)
    {
        var secret = SignInSecret.Parse(SecretCookie.Take(HttpContext, ProviderCookies.Secret));
        if (secret is not { } own || !SignInSecret.AreEqual(own.State, Given("state"))) return SignInOutcome.Expired;
        // An attacker who runs another provider of the settings could pass on its code (RFC 9207).
        if (Given("iss") is { } issuer && issuer != provider.Options.Issuer) return Fail(provider, "The answer is of another issuer.");
        if (Given("error") is not null) return SignInOutcome.Refused;
        if (Given("code") is not { } code) return Fail(provider, "The answer has no code.");
        try
        {
            var callback = SignInOutcome.CallbackUrl(HttpContext, provider.Options.Name);
            if (await flow.FinishAsync(provider, own, code, callback, ct) is not { } claims) return Fail(provider, "The ID token is invalid.");
            var account = await accounts.AdmitAsync(claims, ct);
            if (account.DisabledAt is not null) return SignInOutcome.Disabled;
            var ticket = tickets.Issue(account.Id);
            SecretCookie.Set(HttpContext, ProviderCookies.Ticket, ticket, SameSiteMode.Strict, SignInTickets.Lifetime);
            return SignInOutcome.Done;
        }
        catch (UnavailableException)
        {
            return SignInOutcome.Unavailable;
        }
        catch (ProviderFailedException e)
        {
            return Fail(provider, e.Message, e.IsRefusal ? SignInOutcome.Failed : SignInOutcome.Unavailable);
        }
    }

    private string? Given(string parameter) => HttpContext.Request.Query.TryGetValue(parameter, out var values) ? values.ToString() : null;

    private string Fail(Provider provider, string reason, string outcome = SignInOutcome.Failed)
    {
        SignInLog.Failed(logger, provider, reason);
        return outcome;
    }
}
