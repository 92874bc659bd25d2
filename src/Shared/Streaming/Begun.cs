using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Streaming;

/// <summary>What became of the wish to begin a turn, or another attempt at one.</summary>
public enum Beginning
{
    /// <summary>It is stored and shall run.</summary>
    Began,

    /// <summary>The same request came before, and its turn runs.</summary>
    Runs,

    /// <summary>The same request came before, and its turn ended well.</summary>
    Ended,

    /// <summary>There is no such conversation of this user's, or no such turn in it.</summary>
    NotFound,

    /// <summary>The conversation has no turn yet.</summary>
    NoTurn,

    /// <summary>The id names something else.</summary>
    IdTaken,

    /// <summary>Another turn of the conversation runs.</summary>
    Busy,

    /// <summary>It would have begun, but it may not: too many turns run.</summary>
    Full,
}

/// <param name="Question">The turn's user message, as stored; null where the turn neither began nor was there.</param>
/// <param name="Turn">As stored now.</param>
/// <param name="Standing">The finish reason of the answer that there is already; null if there is none.</param>
/// <param name="RunningTurn">Where <see cref="Beginning.Busy"/>.</param>
public sealed record Begun(Beginning How, Message? Question = null, TurnRecord? Turn = null, string? Standing = null, Guid? RunningTurn = null);
