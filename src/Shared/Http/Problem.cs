using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;

namespace SamosaChaat.Shared.Http;

/// <summary>
/// The body of every error response (RFC 9457). It contains what the caller can act on. Exceptions and type names stay in the log.
/// </summary>
internal sealed record Problem : IResult
{
    public const string ContentType = "application/problem+json";

    /// <summary>The response for a missing resource and for a resource of another user. Clients cannot tell the two apart.</summary>
    public static readonly Problem NotFound = Of(StatusCodes.Status404NotFound);

    [Required]
    public string Type { get; init; } = "about:blank";

    public required string Title { get; init; }

    public required int Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>For 400: the error messages by JSON field name. The name <c>body</c> stands for the whole body.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>For 409 because of a running turn: the path of its stream. GET reads the stream, and DELETE cancels the turn.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StreamUrl { get; init; }

    /// <summary>The value of the header <c>x-trace-id</c>. Quote it when you ask for help.</summary>
    [Required]
    public string TraceId { get; init; } = "";

    /// <summary>The time after which the same request may succeed. The header <c>Retry-After</c> has it. Null if it is unknown.</summary>
    [JsonIgnore]
    public TimeSpan? RetryAfter { get; init; }

    public static Problem Of(int status, string? detail = null) => new()
    {
        Title = ReasonPhrases.GetReasonPhrase(status),
        Status = status,
        Detail = detail,
    };

    /// <summary>Describes what may work in a moment.</summary>
    public static Problem Unavailable(string detail) =>
        Of(StatusCodes.Status503ServiceUnavailable, detail) with { RetryAfter = TimeSpan.FromSeconds(1) };

    public static Problem Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        Of(StatusCodes.Status400BadRequest, "Some fields are invalid. See errors.") with { Errors = errors };

    /// <summary>Serializes the problem for an event stream and for storage with its turn.</summary>
    public string ToJson(string traceId) => JsonSerializer.Serialize(this with { TraceId = traceId }, Http.Json.Options);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        // A 401 must name the authentication scheme (RFC 9110, 15.5.2).
        if (Status == StatusCodes.Status401Unauthorized && httpContext.Response.Headers.WWWAuthenticate.Count == 0)
        {
            httpContext.Response.Headers.WWWAuthenticate = "Bearer";
        }

        if (RetryAfter is { } after)
        {
            httpContext.Response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return httpContext.Response.WriteAsJsonAsync(
            this with { TraceId = httpContext.TraceIdentifier }, Http.Json.Options, ContentType, httpContext.RequestAborted);
    }
}
