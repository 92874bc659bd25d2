using Microsoft.OpenApi;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.OpenApi;

/// <summary>The headers of answers that a client can do something with, and which answers have them.</summary>
internal static class AnswerHeaders
{
    private static readonly (string Name, string Description, JsonSchemaType Type, string Example)[] All =
    [
        ("x-trace-id", "What the log calls this request, to quote when asking for help: that of the request's `traceparent`, else its `x-trace-id`, else a new one.", JsonSchemaType.String, Sample.TraceId),
        ("ETag", "What `If-None-Match` may ask with the next time.", JsonSchemaType.String, "\"pZGm1Av0IEBKARczz7exkg\""),
        ("Link", "The next page (RFC 8288); none on the last one.", JsonSchemaType.String, "</conversations?limit=50&cursor=AAZEs…>; rel=\"next\""),
        ("Location", "Where it is from now on.", JsonSchemaType.String, $"/conversations/{Sample.Conversation}"),
        ("Retry-After", "In how many seconds to try again.", JsonSchemaType.Integer, "1"),
        ("WWW-Authenticate", "How to do better (RFC 6750).", JsonSchemaType.String, "Bearer error=\"invalid_token\""),
    ];

    public static IDictionary<string, IOpenApiHeader> Components() => All.ToDictionary(header => header.Name, header => (IOpenApiHeader)new OpenApiHeader
    {
        Description = header.Description,
        Schema = new OpenApiSchema { Type = header.Type },
        Example = header.Type == JsonSchemaType.Integer ? int.Parse(header.Example, null) : header.Example,
    });

    public static IEnumerable<string> Of(string status, bool streams, bool isConditional, bool isPaged)
    {
        yield return "x-trace-id";
        if (isConditional && status is "200" or "304") yield return "ETag";
        if (isPaged && status is "200" or "304") yield return "Link";
        if (status == "201") yield return "Location";
        // That of a model's server which cannot be reached has none.
        if (streams && status is "409" or "429" or "503") yield return "Retry-After";
        if (status == "401") yield return "WWW-Authenticate";
    }
}
