using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Auth.ListProviders;

/// <summary>An identity provider by which users can sign in on the page.</summary>
/// <param name="Name">The name in the paths of the sign-in.</param>
/// <param name="Title">The name for people.</param>
internal sealed record ProviderResponse(string Name, string Title) : IExample
{
    public static object Example => new ProviderResponse("work", "Company account");
}
