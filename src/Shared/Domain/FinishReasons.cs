namespace SamosaChaat.Shared.Domain;

/// <summary>The reasons for the end of a turn. They are stored and sent to clients as <c>finish_reason</c>.</summary>
internal static class FinishReasons
{
    /// <summary>The model completed the answer.</summary>
    public const string Stop = "stop";

    /// <summary>The answer reached its maximum length.</summary>
    public const string Length = "length";

    /// <summary>A filter of the upstream ended the answer.</summary>
    public const string ContentFilter = "content_filter";

    /// <summary>The user cancelled the turn.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>This server stopped or crashed before the answer was complete.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>The upstream or this server failed.</summary>
    public const string Error = "error";

    /// <summary>Returns true if this is one of the reasons.</summary>
    public static bool IsKnown(string reason) => IsGood(reason) || reason is Interrupted or Error;

    /// <summary>Returns true if the turn completed or its user cancelled it. The same request does not start a new attempt then.</summary>
    public static bool IsGood(string reason) => reason is Stop or Length or ContentFilter or Cancelled;
}
