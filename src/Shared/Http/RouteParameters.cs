namespace SamosaChaat.Shared.Http;

/// <summary>The names of the parameters in the paths of operations.</summary>
internal static class RouteParameters
{
    public const string ConversationId = "conversationId";
    public const string TrashedId = "trashedId";
    public const string MessageId = "messageId";
    public const string UserId = "userId";
    public const string SessionId = "sessionId";
    public const string KeyId = "keyId";
    public const string Provider = "provider";
}
