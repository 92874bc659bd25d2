using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;

namespace SamosaChaat.Shared.Http;

/// <summary>
/// What every failure is answered with (RFC 9457). It says what the caller can do something about; exceptions and CLR names stay in the log.
/// </summary>
internal sealed record Problem : IResult
{
    public const string ContentType = "application/problem+json";

    /// <summary>One answer for what does not exist and for what is somebody else's, so that they cannot be told apart.</summary>
    public static readonly Problem NotFound = Of(StatusCodes.Status404NotFound);

    [Required]
    public string Type { get; init; } = "about:blank";

    public required string Title { get; init; }

    public required int Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>For 400: what is wrong, by the field's JSON name; <c>body</c> where it is the whole body.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>For 409 where a turn is in the way: the path of its stream, to read it or to end it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StreamUrl { get; init; }

    /// <summary>The value of <c>x-trace-id</c>, to quote when asking for help.</summary>
    [Required]
    public string TraceId { get; init; } = "";

    public static Problem Of(int status, string? detail = null) => new()
    {
        Title = ReasonPhrases.GetReasonPhrase(status),
        Status = status,
        Detail = detail,
    };

    public static Problem Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        Of(StatusCodes.Status400BadRequest, "Some fields are not as they should be; see errors.") with { Errors = errors };

    /// <summary>As it is told in a stream, and stored with the turn that it ended.</summary>
    public string ToJson(string traceId) => JsonSerializer.Serialize(this with { TraceId = traceId }, Http.Json.Options);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        // A 401 says how to do better (RFC 9110, 15.5.2).
        if (Status == StatusCodes.Status401Unauthorized && httpContext.Response.Headers.WWWAuthenticate.Count == 0) httpContext.Response.Headers.WWWAuthenticate = "Bearer";
        return httpContext.Response.WriteAsJsonAsync(
            this with { TraceId = httpContext.TraceIdentifier }, Http.Json.Options, ContentType, httpContext.RequestAborted);
    }
}
