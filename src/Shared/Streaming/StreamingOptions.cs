using System.ComponentModel.DataAnnotations;

namespace SamosaChaat.Shared.Streaming;

/// <summary>Section <c>Streaming</c>. Durations are greater than zero, and a day at most: timers take no more than 49.</summary>
public sealed class StreamingOptions
{
    public const string Section = "Streaming";

    /// <summary>A comment is sent after this much silence, so that proxies keep the connection.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the status line waits for the model's server to answer; then the stream begins anyway.</summary>
    public TimeSpan AnswerWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the model may be silent before its first token.</summary>
    public TimeSpan FirstTokenTimeout { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>How long the model may be silent between two tokens. There is no limit on the whole.</summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>UTF-8 bytes that an answer is cut at. LiteDB takes no document of 16 MB.</summary>
    [Range(1, 8 * 1024 * 1024, ErrorMessage = "Streaming:MaxAnswerBytes is from 1 to 8388608.")]
    public int MaxAnswerBytes { get; set; } = 1024 * 1024;

    /// <summary>The first duration that is out of its bounds, by its setting's name; null if all are.</summary>
    internal string? Fault() =>
        new (string Name, TimeSpan Value)[]
        {
            (nameof(KeepAlive), KeepAlive),
            (nameof(AnswerWait), AnswerWait),
            (nameof(FirstTokenTimeout), FirstTokenTimeout),
            (nameof(StallTimeout), StallTimeout),
        }
        .Where(duration => duration.Value <= TimeSpan.Zero || duration.Value > TimeSpan.FromDays(1))
        .Select(duration => $"{Section}:{duration.Name} is greater than zero and at most 1.00:00:00, a day.")
        .FirstOrDefault();
}
