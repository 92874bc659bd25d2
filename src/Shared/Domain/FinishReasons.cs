namespace SamosaChaat.Shared.Domain;

/// <summary>Why a turn ended, as stored and as told to clients in <c>finish_reason</c>.</summary>
internal static class FinishReasons
{
    /// <summary>The model had said what it had to say.</summary>
    public const string Stop = "stop";

    /// <summary>The answer was as long as it may be.</summary>
    public const string Length = "length";

    /// <summary>Somebody had read enough.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>This server ended, or was killed, before the answer was complete.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>The model's server, or this one, failed.</summary>
    public const string Error = "error";

    /// <summary>True if the answer is what its user wanted or had stopped; the same request does not make another one then.</summary>
    public static bool IsGood(string reason) => reason is Stop or Length or Cancelled;
}
