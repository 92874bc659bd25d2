using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace SamosaChaat.Shared.Http;

/// <summary>Section <c>Cors</c>.</summary>
internal sealed class CrossOriginOptions
{
    public const string Section = "Cors";
    public const string Any = "*";

    /// <summary>Origins whose pages may use the API from a browser, such as <c>https://app.example.com</c>; <see cref="Any"/> is every one. None unless given.</summary>
    public List<string> AllowedOrigins { get; set; } = [];
}

/// <summary>Lets pages of other origins use the API (Fetch Standard, 3.2). Tokens are sent by the page itself, never by the browser: there are no cookies to protect.</summary>
internal static class CrossOrigin
{
    // Two hours, the longest that Chromium takes.
    private static readonly TimeSpan PreflightAge = TimeSpan.FromHours(2);
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PATCH", "DELETE"];

    private static readonly string[] Sent =
        [HeaderNames.Authorization, HeaderNames.ContentType, HeaderNames.IfNoneMatch, "Last-Event-ID", HeaderNames.TraceParent, "x-trace-id", "x-demo-fault"];

    private static readonly string[] Read = [HeaderNames.Link, HeaderNames.ETag, HeaderNames.Location, HeaderNames.RetryAfter, "x-trace-id"];

    public static IServiceCollection AddCrossOrigin(this IServiceCollection services)
    {
        services.AddOptions<CrossOriginOptions>().BindConfiguration(CrossOriginOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CrossOriginOptions>, CrossOriginOptionsValidator>();
        return services.AddCors();
    }

    /// <summary>Before whatever may refuse a request: a page cannot read a refusal that does not allow it to.</summary>
    public static IApplicationBuilder UseCrossOrigin(this WebApplication app)
    {
        var origins = app.Configuration.GetSection($"{CrossOriginOptions.Section}:{nameof(CrossOriginOptions.AllowedOrigins)}").Get<string[]>() ?? [];
        return origins.Length == 0 ? app : app.UseCors(policy =>
        {
            if (origins.Contains(CrossOriginOptions.Any)) policy.AllowAnyOrigin();
            else policy.WithOrigins(origins);
            policy.WithMethods(Methods).WithHeaders(Sent).WithExposedHeaders(Read).SetPreflightMaxAge(PreflightAge);
        });
    }
}

/// <summary>A wrong setting stops the start, and is named.</summary>
internal sealed class CrossOriginOptionsValidator(IConfiguration configuration) : IValidateOptions<CrossOriginOptions>
{
    private const string Setting = $"{CrossOriginOptions.Section}:{nameof(CrossOriginOptions.AllowedOrigins)}";

    public ValidateOptionsResult Validate(string? name, CrossOriginOptions options)
    {
        // The binder leaves out a value where a list belongs, and says nothing.
        if (!string.IsNullOrEmpty(configuration[Setting])) return ValidateOptionsResult.Fail($"{Setting} is a list: {Setting}:0 is its first origin.");

        for (var i = 0; i < options.AllowedOrigins.Count; i++)
        {
            if (!IsOrigin(options.AllowedOrigins[i])) return ValidateOptionsResult.Fail($"{Setting}:{i} is an origin without a path, such as https://app.example.com, or '*' for every one.");
        }

        return ValidateOptionsResult.Success;
    }

    // As a browser writes it: nothing else would ever be equal to what it sends.
    private static bool IsOrigin(string text) =>
        text == CrossOriginOptions.Any
        || (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.GetLeftPart(UriPartial.Authority) == text && url.UserInfo.Length == 0);
}
