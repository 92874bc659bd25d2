using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SamosaChaat.Shared.Http;

/// <summary>JSON as the contract speaks it, the same for bodies, answers and stream events.</summary>
internal static class Json
{
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        // null for what cannot be null, and the same property twice, are mistakes of the sender.
        options.RespectNullableAnnotations = true;
        options.AllowDuplicateProperties = false;
        // Answers are application/json with nosniff, never pasted into HTML: quotes and every script stay readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        return options;
    }
}
