using System.Text.Json;

namespace SamosaChaat.Shared.Inference;

/// <summary>Reads an upstream's list of models, whatever its shape: an array, or an object with one, of names or of objects.</summary>
internal static class ModelNames
{
    /// <exception cref="UnreadableAnswerException">The list has no known shape.</exception>
    public static IReadOnlyList<string> Read(byte[] body)
    {
        using var json = Parse(body);
        var list = json.RootElement;
        if (list.IsObject()) list = list.Get("data"u8).IsArray() ? list.Get("data"u8) : list.Get("models"u8);
        return list.IsArray()
            ? [.. list.EnumerateArray().Select(Name).OfType<string>().Where(name => name.Length > 0).Distinct()]
            : throw new UnreadableAnswerException("sent a list of models that has neither data nor models");
    }

    private static JsonDocument Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            throw new UnreadableAnswerException("sent a list of models that is not JSON");
        }
    }

    private static string? Name(JsonElement model) => model.Text()
        ?? model.Get("id"u8).Text()
        ?? model.Get("model_tag"u8).Text()
        ?? model.Get("name"u8).Text()
        ?? model.Get("model"u8).Text();
}
