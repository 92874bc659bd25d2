using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Identity.Providers;
using SamosaChaat.Shared.Identity.Sessions;

namespace SamosaChaat.Shared.Identity;

internal static class IdentityRegistration
{
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddOptions<AuthOptions>().BindConfiguration(AuthOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<KeyOpening>();
        services.AddSingleton(provider => provider.GetRequiredService<KeyOpening>().Open());
        // One node issues what another one checks.
        services.AddSingleton(provider => Shared<AccessTokens>(provider));
        services.AddSingleton(provider => Shared<TokenCache>(provider));
        services.AddSingleton(provider => Shared<StreamTickets>(provider));
        services.AddSingleton<IValidateOptions<AuthOptions>, IssuerOptionsValidator>();
        services.AddSingleton<ProviderHttp>();
        services.AddSingleton<ProviderList>();
        services.AddSingleton<ExternalAccounts>();
        services.AddSingleton<CodeFlow>();
        services.AddSingleton(provider => Shared<SignInTickets>(provider));
        services.AddSingleton<SessionEnds>();
        services.AddSingleton<OpenStreams>();
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationHandler, AdminCheck>();
        services.AddSingleton<FirstInvite>();
        services.AddHostedService(provider => provider.GetRequiredService<FirstInvite>());
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, NotSignedIn>();
        return services;
    }

    private static T Shared<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        IServiceProvider provider) => ActivatorUtilities.CreateInstance<T>(provider, provider.GetRequiredService<SharedClock>());
}
