using System.Text.Json.Serialization;

namespace SamosaChaat.Shared.Turns.Events;

/// <summary>Writes messages property by property, as the build has found them: half the time of looking at them anew. The text's form is the writer's.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(MessageResponse))]
internal sealed partial class MessageJson : JsonSerializerContext;
