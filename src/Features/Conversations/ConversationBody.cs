using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations;

/// <summary>The JSON body of a conversation, and the tag that stands for it.</summary>
internal static class ConversationBody
{
    /// <summary>Serializes a conversation. The caller disposes the result.</summary>
    public static PooledBuffer Of(Conversation conversation, ConversationExtras extras = ConversationExtras.None) =>
        PooledBuffer.Of(ListedConversation.From(conversation, extras), ConversationJson.Default.ListedConversation);

    /// <summary>Sends a conversation that was changed, with its new tag.</summary>
    public static async Task SendAsync(HttpContext http, Conversation conversation)
    {
        using var body = Of(conversation);
        http.Response.Headers.ETag = EntityTag.Of(body.Written.Span);
        await new JsonResponse(body).ExecuteAsync(http);
    }

    /// <summary>
    /// Returns true if the conversation is as the client knows it. The client has read one of the bodies, with or without further
    /// properties. The other properties may have changed.
    /// </summary>
    public static bool IsAs(this Conversation conversation, IfMatch condition)
    {
        if (!condition.IsGiven) return true;
        for (var extras = ConversationExtras.None; extras <= ConversationExtras.All; extras++)
        {
            using var body = Of(conversation, extras);
            if (condition.Holds(EntityTag.Of(body.Written.Span))) return true;
        }

        return false;
    }
}
