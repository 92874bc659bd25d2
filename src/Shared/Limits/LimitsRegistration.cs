using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Limits;

internal static class LimitsRegistration
{
    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddOptions<LimitsOptions>().BindConfiguration(LimitsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RequestRates>();
        services.AddSingleton<LoginGuard>();
        services.AddOptions<RateLimiterOptions>().Configure<RequestRates>((limiter, rates) =>
        {
            limiter.GlobalLimiter = rates;
            limiter.OnRejected = static (refused, _) =>
                new(((RequestRates.Lease)refused.Lease).Refusal!.ExecuteAsync(refused.HttpContext));
        });
        return services.AddRateLimiter(static _ => { });
    }

    /// <summary>Adds the middleware. It must come after what signs the user in, because each user has rates of their own.</summary>
    public static void UseRates(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<LimitsOptions>>().Value.Enabled) app.UseRateLimiter();
    }
}
