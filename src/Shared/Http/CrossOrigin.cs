using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace SamosaChaat.Shared.Http;

/// <summary>The settings of section <c>Cors</c>.</summary>
internal sealed class CrossOriginOptions
{
    public const string Section = "Cors";
    public const string Setting = $"{Section}:{nameof(AllowedOrigins)}";
    public const string Any = "*";

    /// <summary>The origin of pages without one: files, sandboxed frames and some embedded browsers.</summary>
    public const string None = "null";

    /// <summary>
    /// The origins whose pages may use the API from a browser, such as <c>https://app.example.com</c>. In <c>https://*.example.com</c>, the
    /// star stands for one or more labels. <see cref="Any"/> allows all origins. Default: none.
    /// </summary>
    public List<string> AllowedOrigins { get; set; } = [];
}

/// <summary>
/// Allows pages of other origins to use the API (Fetch Standard, 3.2). Such a page sends its token itself. It can neither send nor get
/// cookies, so the browser has nothing to protect.
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
            HeaderNames.IfMatch,
            HeaderNames.IfNoneMatch,
            ApiHeaders.LastEventId,
            HeaderNames.TraceParent,
            ApiHeaders.TraceId,
            ApiHeaders.DemoFault
        ];

    private static readonly string[] Read =
    [
        HeaderNames.Link,
        HeaderNames.ETag,
        HeaderNames.Location,
        HeaderNames.RetryAfter,
        ApiHeaders.RateLimit,
        ApiHeaders.RateLimitPolicy,
        ApiHeaders.TraceId,
        ApiHeaders.KeepAlive
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
        var origins = app.Configuration.GetSection(CrossOriginOptions.Setting).Get<string[]>() ?? [];
        return origins.Length == 0 ? app : app.UseCors(policy =>
        {
            if (origins.Contains(CrossOriginOptions.Any)) policy.AllowAnyOrigin();
            else policy.WithOrigins(origins).SetIsOriginAllowedToAllowWildcardSubdomains();
            policy.WithMethods(Methods).WithHeaders(Sent).WithExposedHeaders(Read).SetPreflightMaxAge(PreflightAge);
        });
    }
}

/// <summary>Stops the start and names the setting if a setting is invalid.</summary>
internal sealed partial class CrossOriginOptionsValidator(IConfiguration configuration) : IValidateOptions<CrossOriginOptions>
{
    public ValidateOptionsResult Validate(string? name, CrossOriginOptions options) => SettingsList.Validate(
        configuration,
        CrossOriginOptions.Setting,
        "origin",
        options.AllowedOrigins,
        IsOrigin,
        "an origin without a path, such as https://app.example.com, https://*.example.com or capacitor://localhost, "
            + "or 'null' for pages without an origin, or '*' for all origins.");

    private static bool IsOrigin(string text) =>
        text is CrossOriginOptions.Any or CrossOriginOptions.None
        || AppOrigin().IsMatch(text)
        || IsWebOrigin(text.Replace("://*.", "://any.", StringComparison.Ordinal));

    // The text must equal the browser's form of the origin, else it would never match.
    private static bool IsWebOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme is "http" or "https")
        && url.GetLeftPart(UriPartial.Authority) == text
        && url.UserInfo.Length == 0;

    /// <summary>An origin of an app with an embedded browser or of an extension, such as <c>capacitor://localhost</c>.</summary>
    [GeneratedRegex(@"\A(?!https?:)[a-z][a-z0-9+.-]*://[A-Za-z0-9._-]+(?::[0-9]{1,5})?\z")]
    private static partial Regex AppOrigin();
}
