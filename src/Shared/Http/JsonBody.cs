using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation.Results;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Http.Connections;

namespace SamosaChaat.Shared.Http;

/// <summary>Reads request bodies. Its error messages use JSON field names and contain no .NET terms.</summary>
internal static class JsonBody
{
    private const string WholeBody = "body";

    public static async ValueTask<object?> ReadAsync(HttpRequest request, Type type, JsonSerializerContext? _, CancellationToken ct)
    {
        var value = await ParseAsync(request.Body, type, ct) ?? throw new JsonException("null");
        RequestSlot.BodyArrived(request.HttpContext);
        // The next steps may take long, so leave the socket thread.
        await PoolThread.SwitchAsync();
        return value;
    }

    /// <exception cref="BadHttpRequestException">The body did not arrive as HTTP says.</exception>
    private static async ValueTask<object?> ParseAsync(Stream body, Type type, CancellationToken ct)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(body, type, Json.Options, ct);
        }
        catch (Exception e) when (e is not (JsonException or BadHttpRequestException or OperationCanceledException))
        {
            // Kestrel has no single exception for a body that breaks off, or whose chunks are malformed.
            throw new BadHttpRequestException("The body cannot be read.", StatusCodes.Status400BadRequest, e);
        }
    }

    public static ValidationFailure Describe(JsonException e)
    {
        // The reader wraps its syntax errors. The other exceptions come from converters and concern types.
        if (e.InnerException is JsonException)
        {
            return new(WholeBody, $"The body is not valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }

        return e.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal)
            ? new(path[2..], $"{path[2..]} is null, has the wrong type, occurs twice, or is text that cannot be stored.")
            : new(WholeBody, "The body must be one JSON object without duplicate properties.");
    }
}
