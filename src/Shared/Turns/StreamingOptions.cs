using System.ComponentModel.DataAnnotations;

namespace SamosaChaat.Shared.Turns;

/// <summary>Section <c>Streaming</c>. Durations are a day at most: timers take no more than 49.</summary>
internal sealed class StreamingOptions
{
    public const string Section = "Streaming";
    public const string Continue = "continue";
    public const string Cancel = "cancel";
    public const string Interrupt = "interrupt";
    public const string Regenerate = "regenerate";

    /// <summary>A comment is sent after this much silence, so that proxies keep the connection.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the status line waits for the model's server to answer; then the stream begins anyway.</summary>
    public TimeSpan AnswerWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the model may be silent before its first token.</summary>
    public TimeSpan FirstTokenTimeout { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>How long the model may be silent between two tokens. There is no limit on the whole.</summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How old a token is at most when it is stored, while its turn runs: what a crash can take. 0 is strict: no token is sent before it is stored.</summary>
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>What becomes at start of turns that the server's end cut off: <c>interrupt</c> ends them with what they had, <c>regenerate</c> runs them again, until a turn has had three attempts.</summary>
    [AllowedValues(Interrupt, Regenerate, ErrorMessage = "Streaming:Recovery must be 'interrupt' or 'regenerate'.")]
    public string Recovery { get; set; } = Interrupt;

    /// <summary>How long a server that is asked to end waits for its turns to end by themselves.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>What a turn does when nobody reads it any more: <c>continue</c>, or <c>cancel</c> after <see cref="DisconnectGrace"/>.</summary>
    [AllowedValues(Continue, Cancel, ErrorMessage = "Streaming:OnDisconnect must be 'continue' or 'cancel'.")]
    public string OnDisconnect { get; set; } = Continue;

    /// <summary>How long the last reader may be gone.</summary>
    public TimeSpan DisconnectGrace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many bytes a reader may fall behind before its connection is cut; it can resume.</summary>
    [Range(1024, 1024 * 1024 * 1024, ErrorMessage = "Streaming:ReaderBufferBytes must be from 1024 to 1073741824.")]
    public int ReaderBufferBytes { get; set; } = 1024 * 1024;

    /// <summary>UTF-8 bytes that an answer is cut at. LiteDB takes no document of 16 MB.</summary>
    [Range(1, 8 * 1024 * 1024, ErrorMessage = "Streaming:MaxAnswerBytes must be from 1 to 8388608.")]
    public int MaxAnswerBytes { get; set; } = 1024 * 1024;

    /// <summary>Token events that an answer is cut at.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Streaming:MaxAnswerTokens must be from 1 to 1000000.")]
    public int MaxAnswerTokens { get; set; } = 65_536;

    /// <summary>How many turns one user may have running.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Streaming:MaxTurnsPerUser must be at least 1.")]
    public int MaxTurnsPerUser { get; set; } = 4;

    /// <summary>How many turns may run on this server.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Streaming:MaxTurns must be at least 1.")]
    public int MaxTurns { get; set; } = 2_000;

    internal bool IsStrict => CheckpointInterval == TimeSpan.Zero;

    /// <summary>The first duration that is out of its bounds, by its setting's name; null if all are within.</summary>
    internal string? Fault()
    {
        var day = TimeSpan.FromDays(1);
        (string Name, TimeSpan Value)[] positive =
        [
            (nameof(KeepAlive), KeepAlive),
            (nameof(AnswerWait), AnswerWait),
            (nameof(FirstTokenTimeout), FirstTokenTimeout),
            (nameof(StallTimeout), StallTimeout),
        ];
        foreach (var (name, value) in positive)
        {
            if (value <= TimeSpan.Zero || value > day) return $"{Section}:{name} must be greater than zero and at most 1.00:00:00 (one day).";
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
