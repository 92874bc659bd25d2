using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity.Providers;

namespace SamosaChaat.Features.Auth.ListProviders;

internal sealed class Endpoint(ProviderList providers) : EndpointWithoutRequest<ProviderResponse[]>
{
    public override void Configure()
    {
        Get("/auth/providers");
        AllowAnonymous();
        this.Describe(
            "List the identity providers.",
            "A browser opens `/auth/providers/{name}/sign-in` to sign in by one. It comes back to the page, which asks for its session.");
    }

    public override async Task HandleAsync(CancellationToken ct) => await Send.ResultAsync(TypedResults.Ok(providers.ForSignIn
        .Select(provider => new ProviderResponse(provider.Options.Name!, provider.Options.Title ?? provider.Options.Name!)).ToArray()));
}
