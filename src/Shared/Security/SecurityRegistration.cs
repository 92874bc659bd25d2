using Microsoft.AspNetCore.Identity;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Security;

internal static class SecurityRegistration
{
    public static IServiceCollection AddSecurity(this IServiceCollection services)
    {
        services.AddOptions<AuthOptions>().BindConfiguration(AuthOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SigningKey>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<TokenCache>();
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        // The core alone: AddAuthentication would also set up cookies' data protection, with keys in the home folder.
        services.AddAuthenticationCore(authentication =>
        {
            authentication.DefaultScheme = BearerHandler.SchemeName;
            authentication.AddScheme<BearerHandler>(BearerHandler.SchemeName, displayName: null);
        });
        services.AddWebEncoders();
        services.AddAuthorization();
        return services;
    }
}
