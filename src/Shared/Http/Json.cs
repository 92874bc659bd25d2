using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SamosaChaat.Shared.Http;

/// <summary>Provides the JSON options of the API contract for request bodies, responses and stream events.</summary>
internal static class Json
{
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        // Reject null for a property that is not nullable, and reject duplicate properties.
        options.RespectNullableAnnotations = true;
        options.AllowDuplicateProperties = false;
        // Responses are application/json with nosniff and never part of HTML. Quotes and all scripts can stay readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        return options;
    }
}
