using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation.Results;

namespace SamosaChaat.Shared.Http;

/// <summary>Reads a request's body. What is wrong with it is said by the field's JSON name, without a word of .NET's own.</summary>
internal static class JsonBody
{
    private const string WholeBody = "body";

    public static async ValueTask<object?> ReadAsync(HttpRequest request, Type type, JsonSerializerContext? _, CancellationToken ct)
    {
        var value = await JsonSerializer.DeserializeAsync(request.Body, type, Json.Options, ct) ?? throw new JsonException("null");
        // What is done with it may take long.
        await SocketThreads.LeaveAsync();
        return value;
    }

    public static ValidationFailure Describe(JsonException e)
    {
        // The reader's own complaints, about syntax, come wrapped; the rest are a converter's, about a type.
        if (e.InnerException is JsonException) return new(WholeBody, $"The body is not valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");

        return e.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal)
            ? new(path[2..], $"{path[2..]} is null, has the wrong type, occurs twice, or is text that cannot be stored.")
            : new(WholeBody, "The body must be one JSON object without duplicate properties.");
    }
}
