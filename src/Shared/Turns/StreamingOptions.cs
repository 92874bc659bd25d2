using System.ComponentModel.DataAnnotations;

namespace SamosaChaat.Shared.Turns;

/// <summary>Holds the settings of section <c>Streaming</c>. Durations are at most one day, because timers accept at most 49 days.</summary>
internal sealed class StreamingOptions
{
    public const string Section = "Streaming";
    public const string Continue = "continue";
    public const string Cancel = "cancel";
    public const string Interrupt = "interrupt";
    public const string Regenerate = "regenerate";

    /// <summary>The silence after which the server sends a comment, so that proxies keep the connection.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The maximum time that the status line waits for the upstream's answer. After that the stream begins without it.</summary>
    public TimeSpan AnswerWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The maximum time that the model may be silent before its first token.</summary>
    public TimeSpan FirstTokenTimeout { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>The maximum time that the model may be silent between two tokens. The whole answer has no time limit.</summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The maximum time that the model may think in one attempt, before its answer and between its parts. Its size has the limit of the
    /// answer: <see cref="MaxAnswerBytes"/>.
    /// </summary>
    public TimeSpan MaxThinkingTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The maximum age at which a token of a running turn is stored. A crash can lose newer tokens. The value 0 selects strict mode: the
    /// server sends no token before it is stored.
    /// </summary>
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// The treatment, at the next start, of turns that the server's end cut off. <c>interrupt</c> ends them with the text that they had.
    /// <c>regenerate</c> runs them again, until a turn has had three attempts. <c>continue</c> lets the model continue the text, at most three
    /// times, if its upstream can (<see cref="Inference.UpstreamOptions.Continues"/>).
    /// </summary>
    [AllowedValues(
        Interrupt, Regenerate, Continue, ErrorMessage = "Streaming:Recovery must be 'interrupt', 'regenerate' or 'continue'.")]
    public string Recovery { get; set; } = Interrupt;

    /// <summary>The maximum time that a server waits at shutdown for its turns to end by themselves.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The treatment of a turn without subscribers: <c>continue</c> lets it run, <c>cancel</c> ends it after <see cref="DisconnectGrace"/>.
    /// </summary>
    [AllowedValues(Continue, Cancel, ErrorMessage = "Streaming:OnDisconnect must be 'continue' or 'cancel'.")]
    public string OnDisconnect { get; set; } = Continue;

    /// <summary>The maximum time that a turn may be without subscribers before it is cancelled.</summary>
    public TimeSpan DisconnectGrace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The maximum number of bytes that a subscriber may fall behind before its connection is cut. It can resume.</summary>
    [Range(1024, 1024 * 1024 * 1024, ErrorMessage = "Streaming:ReaderBufferBytes must be from 1024 to 1073741824.")]
    public int ReaderBufferBytes { get; set; } = 1024 * 1024;

    /// <summary>The number of UTF-8 bytes at which an answer is cut. LiteDB accepts no document of 16 MB.</summary>
    [Range(1, 8 * 1024 * 1024, ErrorMessage = "Streaming:MaxAnswerBytes must be from 1 to 8388608.")]
    public int MaxAnswerBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// The number of token events at which an answer is cut, whatever its upstream. The maximum that a request may ask for is another
    /// limit: <see cref="Inference.UpstreamOptions.MaxAnswerTokens"/>.
    /// </summary>
    [Range(1, 1_000_000, ErrorMessage = "Streaming:MaxAnswerTokens must be from 1 to 1000000.")]
    public int MaxAnswerTokens { get; set; } = 65_536;

    /// <summary>The maximum number of turns that one user may have running.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Streaming:MaxTurnsPerUser must be at least 1.")]
    public int MaxTurnsPerUser { get; set; } = 4;

    /// <summary>The maximum number of turns that may run on this server.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Streaming:MaxTurns must be at least 1.")]
    public int MaxTurns { get; set; } = 2_000;

    internal bool IsStrict => CheckpointInterval == TimeSpan.Zero;

    /// <summary>Returns a message that names the first duration outside its bounds. Returns null if all are inside.</summary>
    internal string? Fault()
    {
        var day = TimeSpan.FromDays(1);
        (string Name, TimeSpan Value)[] positive =
        [
            (nameof(KeepAlive), KeepAlive),
            (nameof(AnswerWait), AnswerWait),
            (nameof(FirstTokenTimeout), FirstTokenTimeout),
            (nameof(StallTimeout), StallTimeout),
            (nameof(MaxThinkingTime), MaxThinkingTime),
        ];
        foreach (var (name, value) in positive)
        {
            if (value <= TimeSpan.Zero || value > day)
            {
                return $"{Section}:{name} must be greater than zero and at most 1.00:00:00 (one day).";
            }
        }

        (string Name, TimeSpan Value)[] notNegative = [(nameof(DrainTimeout), DrainTimeout), (nameof(DisconnectGrace), DisconnectGrace)];
        foreach (var (name, value) in notNegative)
        {
            if (value < TimeSpan.Zero || value > day) return $"{Section}:{name} must be from zero to 1.00:00:00 (one day).";
        }

        return CheckpointInterval == TimeSpan.Zero || (CheckpointInterval >= TimeSpan.FromMilliseconds(10) && CheckpointInterval <= day)
            ? null
            : $"{Section}:{nameof(CheckpointInterval)} must be zero, or from 00:00:00.010 to 1.00:00:00 (one day).";
    }
}
