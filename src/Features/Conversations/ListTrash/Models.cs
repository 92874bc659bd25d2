using System.ComponentModel;
using System.Text.Json.Serialization;
using FastEndpoints;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations.ListTrash;

internal sealed class Request
{
    /// <summary>The maximum number of conversations to return, 1 to 200.</summary>
    [QueryParam, DefaultValue(50)]
    public int Limit { get; init; } = 50;

    /// <summary>The cursor from the Link header of the previous page.</summary>
    [QueryParam]
    public string? Cursor { get; init; }
}

/// <summary>A conversation in the trash.</summary>
/// <param name="DeletedAt">The time of the deletion. The list is sorted by it.</param>
/// <param name="ExpiresAt">The time at which the server deletes the conversation for ever.</param>
internal sealed record Response(
    Guid Id,
    Guid UserId,
    string Title,
    string ModelTag,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    DateTime DeletedAt,
    DateTime ExpiresAt) : IExample
{
    public static object Example => new Response(
        Sample.Conversation,
        Sample.User,
        "Folding samosas",
        Sample.Model,
        Sample.Time,
        Sample.Time.AddSeconds(1),
        Sample.Time.AddDays(1),
        Sample.Time.AddDays(31));

    /// <param name="keptFor">The time for which the trash keeps a conversation.</param>
    public static Response From(TrashedConversation trashed, TimeSpan keptFor)
    {
        var own = trashed.Conversation;
        return new(
            own.Id, own.UserId, own.Title, own.ModelTag, own.CreatedAt, own.UpdatedAt, trashed.DeletedAt, trashed.DeletedAt + keptFor);
    }
}

/// <summary>Serializes the trash with generated code.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Response[]))]
internal sealed partial class TrashJson : JsonSerializerContext;
