using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations;

/// <summary>The JSON body of a conversation, and the tag that stands for it.</summary>
internal static class ConversationBody
{
    /// <summary>Serializes a conversation. The caller disposes the result.</summary>
    public static PooledBuffer Of(Conversation conversation) =>
        PooledBuffer.Of(ConversationResponse.From(conversation), ConversationJson.Default.ConversationResponse);

    /// <summary>Sends a conversation that was changed, with its new tag.</summary>
    public static async Task SendAsync(HttpContext http, Conversation conversation)
    {
        using var body = Of(conversation);
        http.Response.Headers.ETag = EntityTag.Of(body.Written.Span);
        await new JsonResponse(body).ExecuteAsync(http);
    }

    /// <summary>Returns true if the conversation is as the client knows it.</summary>
    public static bool IsAs(this Conversation conversation, IfMatch condition)
    {
        if (!condition.IsGiven) return true;
        using var body = Of(conversation);
        return condition.Holds(EntityTag.Of(body.Written.Span));
    }
}
