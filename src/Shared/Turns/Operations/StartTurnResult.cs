using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>Says how a request to start a turn, or another attempt at a turn, ended.</summary>
internal enum StartTurnStatus
{
    /// <summary>The turn is stored as running.</summary>
    Started,

    /// <summary>The same request came before, and its turn is still running.</summary>
    AlreadyRunning,

    /// <summary>The same request came before, and its turn finished well.</summary>
    AlreadyFinished,

    /// <summary>The user has no such conversation, or the conversation has no such turn.</summary>
    NotFound,

    /// <summary>The conversation has no turn yet.</summary>
    NoTurn,

    /// <summary>The message id belongs to another message.</summary>
    IdConflict,

    /// <summary>The request asks for a longer answer than the conversation's model may give.</summary>
    AnswerTooLong,

    /// <summary>Another turn of the conversation is running.</summary>
    ConversationBusy,

    /// <summary>The message is not on the conversation's active path.</summary>
    NotOnPath,

    /// <summary>The message has as many versions as it can have.</summary>
    AllVersions,

    /// <summary>The turn could have started, but too many turns are running.</summary>
    LimitReached,

    /// <summary>The turn could have started, but the user's quota of the day is used up.</summary>
    QuotaReached,
}

/// <param name="Question">The turn's user message as stored. Null if no turn started and none was found.</param>
/// <param name="Turn">The turn as stored now.</param>
/// <param name="Standing">The finish reason of the answer that already exists. Null if there is none.</param>
/// <param name="RunningTurn">The turn that is in the way, for <see cref="StartTurnStatus.ConversationBusy"/>.</param>
/// <param name="Instructions">The conversation's instructions, for <see cref="StartTurnStatus.Started"/>. Null if it has none.</param>
/// <param name="MaxAnswerTokens">The maximum of the conversation's model, for <see cref="StartTurnStatus.AnswerTooLong"/>.</param>
/// <param name="Quota">The quota that is used up, for <see cref="StartTurnStatus.QuotaReached"/>.</param>
internal sealed record StartTurnResult(
    StartTurnStatus Status,
    Message? Question = null,
    TurnRecord? Turn = null,
    string? Standing = null,
    Guid? RunningTurn = null,
    Instructions? Instructions = null,
    int? MaxAnswerTokens = null,
    QuotaReached? Quota = null);
