using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace SamosaChaat.Shared.Http;

/// <summary>The settings of section <c>Cors</c>.</summary>
internal sealed class CrossOriginOptions
{
    public const string Section = "Cors";
    public const string Any = "*";

    /// <summary>
    /// The origins whose pages may use the API from a browser, such as <c>https://app.example.com</c>. <see cref="Any"/> allows all
    /// origins. Default: none.
    /// </summary>
    public List<string> AllowedOrigins { get; set; } = [];
}

/// <summary>
/// Allows pages of other origins to use the API (Fetch Standard, 3.2). The page sends its token itself and there are no cookies, so the
/// browser has nothing to protect.
/// </summary>
internal static class CrossOrigin
{
    // Two hours is the maximum that Chromium accepts.
    private static readonly TimeSpan PreflightAge = TimeSpan.FromHours(2);
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    private static readonly string[] Sent =
        [
            HeaderNames.Authorization,
            HeaderNames.ContentType,
            HeaderNames.IfNoneMatch,
            ApiHeaders.LastEventId,
            HeaderNames.TraceParent,
            ApiHeaders.TraceId,
            ApiHeaders.DemoFault
        ];

    private static readonly string[] Read =
    [
        HeaderNames.Link, HeaderNames.ETag, HeaderNames.Location, HeaderNames.RetryAfter, ApiHeaders.TraceId
    ];

    public static IServiceCollection AddCrossOrigin(this IServiceCollection services)
    {
        services.AddOptions<CrossOriginOptions>().BindConfiguration(CrossOriginOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CrossOriginOptions>, CrossOriginOptionsValidator>();
        return services.AddCors();
    }

    /// <summary>
    /// Adds the middleware. It must come before everything that can reject a request, so that pages can read the response.
    /// </summary>
    public static IApplicationBuilder UseCrossOrigin(this WebApplication app)
    {
        var origins = app.Configuration.GetSection($"{CrossOriginOptions.Section}:{nameof(CrossOriginOptions.AllowedOrigins)}")
            .Get<string[]>() ?? [];
        return origins.Length == 0 ? app : app.UseCors(policy =>
        {
            if (origins.Contains(CrossOriginOptions.Any)) policy.AllowAnyOrigin();
            else policy.WithOrigins(origins);
            policy.WithMethods(Methods).WithHeaders(Sent).WithExposedHeaders(Read).SetPreflightMaxAge(PreflightAge);
        });
    }
}

/// <summary>Stops the start and names the setting if a setting is invalid.</summary>
internal sealed class CrossOriginOptionsValidator(IConfiguration configuration) : IValidateOptions<CrossOriginOptions>
{
    private const string Setting = $"{CrossOriginOptions.Section}:{nameof(CrossOriginOptions.AllowedOrigins)}";

    public ValidateOptionsResult Validate(string? name, CrossOriginOptions options)
    {
        // The binder silently ignores a single value where a list is expected.
        if (!string.IsNullOrEmpty(configuration[Setting]))
        {
            return ValidateOptionsResult.Fail($"{Setting} must be a list. {Setting}:0 is its first origin.");
        }

        for (var i = 0; i < options.AllowedOrigins.Count; i++)
        {
            if (!IsOrigin(options.AllowedOrigins[i]))
            {
                return ValidateOptionsResult.Fail(
                    $"{Setting}:{i} must be an origin without a path, such as https://app.example.com, or '*' for all origins.");
            }
        }

        return ValidateOptionsResult.Success;
    }

    // The text must equal the browser's form of the origin, else it would never match.
    private static bool IsOrigin(string text) =>
        text == CrossOriginOptions.Any
        || (Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https"
            && url.GetLeftPart(UriPartial.Authority) == text
            && url.UserInfo.Length == 0);
}
