namespace SamosaChaat.Shared.Domain;

/// <summary>
/// The state of a turn as stored and as told to clients: <see cref="Running"/>, or the reason why it ended.
/// The reasons are the values of <c>finish_reason</c> in the stream.
/// </summary>
public static class GenerationStatus
{
    public const string Running = "running";
    public const string Stop = "stop";
    public const string Length = "length";
    public const string Cancelled = "cancelled";
    public const string Interrupted = "interrupted";
    public const string Error = "error";
}
