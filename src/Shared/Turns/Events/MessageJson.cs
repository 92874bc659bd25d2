using System.Text.Json.Serialization;

namespace SamosaChaat.Shared.Turns.Events;

/// <summary>
/// Serializes messages with code that the build generates. That takes half the time of inspecting them at run time. The JSON writer
/// decides how the text looks.
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(MessageResponse))]
internal sealed partial class MessageJson : JsonSerializerContext;
