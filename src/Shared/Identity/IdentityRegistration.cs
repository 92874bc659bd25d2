using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Identity;

internal static class IdentityRegistration
{
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddOptions<AuthOptions>().BindConfiguration(AuthOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SigningKey>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<TokenCache>();
        services.AddSingleton<StreamTickets>();
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, NotSignedIn>();
        return services;
    }
}
