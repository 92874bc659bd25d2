using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SamosaChaat.Shared.Http;

/// <summary>A body type with an example of itself for the OpenAPI document. The example is created on demand.</summary>
internal interface IExample
{
    /// <summary>
    /// The example as it is sent: of the type itself, or of an anonymous type with the properties that a client would send.
    /// </summary>
    static abstract object Example { get; }
}

/// <summary>Provides the values that the examples share. All examples belong to one conversation.</summary>
internal static class Sample
{
    public const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    public const string Email = "asha@example.com";
    public const string Model = "demo";
    public const string Instructions = "Answer in one sentence.";
    public static readonly Guid User = Guid.Parse("019ab55a-0f3c-7b52-9e1c-6f1d2a8b4c01");
    public static readonly Guid Conversation = Guid.Parse("019ab55a-3d21-7c8e-8b6f-1d5e9a7c2b02");
    public static readonly Guid Question = Guid.Parse("019ab55a-52f7-7a14-a0d3-7c4b8e6f1a03");
    public static readonly Guid Answer = Guid.Parse("019ab55a-530a-7d6b-93f8-2e9c5b7d4f04");
    public static readonly Guid Session = Guid.Parse("019ab55a-1d20-7e51-8a0b-5c6d7e8f9a05");
    public static readonly Guid ApiKey = Guid.Parse("019ab55a-1d20-7e51-8a0b-5c6d7e8f9a06");
    public static readonly DateTime Time = new(2026, 11, 24, 9, 30, 0, DateTimeKind.Utc);

    /// <summary>Returns the example of a type, or of a list of it, as JSON. Returns null if the type has no example.</summary>
    public static JsonNode? Of(Type type)
    {
        if (type.IsArray) return Of(type.GetElementType()!) is { } element ? new JsonArray(element) : null;
        return type.IsAssignableTo(typeof(IExample))
            && type.GetProperty(nameof(IExample.Example), BindingFlags.Public | BindingFlags.Static)!.GetValue(null) is { } example
            ? ToJson(example)
            : null;
    }

    public static JsonNode ToJson(object example) => JsonSerializer.SerializeToNode(example, example.GetType(), Json.Options)!;
}
