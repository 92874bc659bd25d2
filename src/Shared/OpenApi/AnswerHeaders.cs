using Microsoft.OpenApi;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.OpenApi;

/// <summary>Describes the response headers that are useful to clients, and lists the responses that have them.</summary>
internal static class AnswerHeaders
{
    private static readonly (string Name, string Description, JsonSchemaType Type, string Example)[] All =
    [
        (
            ApiHeaders.TraceId,
            "The id of this request in the log. Quote it when you ask for help. "
                + "It comes from the request's `traceparent`, else from its `x-trace-id`, else it is a new one.",
            JsonSchemaType.String,
            Sample.TraceId),
        ("ETag", "The value for `If-None-Match` or `If-Match` in the next request.", JsonSchemaType.String, "\"pZGm1Av0IEBKARczz7exkg\""),
        (
            "Link",
            "The next page (RFC 8288). The last page has no such header.",
            JsonSchemaType.String,
            "</conversations?limit=50&cursor=AAZEs…>; rel=\"next\""),
        ("Location", "The path of the new resource.", JsonSchemaType.String, $"/conversations/{Sample.Conversation}"),
        (
            ApiHeaders.RateLimit,
            "What is left of the rate (draft-ietf-httpapi-ratelimit-headers-10), if a rate is the reason.",
            JsonSchemaType.String,
            "\"writes\";r=0;t=1"),
        (
            ApiHeaders.RateLimitPolicy,
            "The rate: how many requests may come in how many seconds.",
            JsonSchemaType.String,
            "\"writes\";q=3000;w=60"),
        ("Retry-After", "The number of seconds to wait before the next try.", JsonSchemaType.Integer, "1"),
        (
            "WWW-Authenticate",
            "The authentication scheme and the error (RFC 6750).",
            JsonSchemaType.String,
            "Bearer error=\"invalid_token\""),
    ];

    public static IDictionary<string, IOpenApiHeader> Components() =>
        All.ToDictionary(header => header.Name, header => (IOpenApiHeader)new OpenApiHeader
        {
            Description = header.Description,
            Schema = new OpenApiSchema { Type = header.Type },
            Example = header.Type == JsonSchemaType.Integer ? int.Parse(header.Example, null) : header.Example,
        });

    public static IEnumerable<string> Of(string status, bool streams, bool isTagged, bool isPaged, bool isProblem)
    {
        yield return ApiHeaders.TraceId;
        if (isTagged && status is "200" or "304") yield return "ETag";
        if (isPaged && status is "200" or "304") yield return "Link";
        if (status == "201") yield return "Location";
        // A 503 for an unreachable upstream has no Retry-After.
        if ((streams && status is "409") || (isProblem && status is "429" or "503")) yield return "Retry-After";
        if (status == "429")
        {
            yield return ApiHeaders.RateLimit;
            yield return ApiHeaders.RateLimitPolicy;
        }

        if (status == "401") yield return "WWW-Authenticate";
    }
}
