using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Shared.Turns;

/// <summary>
/// Shows an attempt to its subscribers while it runs, on its own node or on another one. Any thread can call every member.
/// </summary>
internal interface ILiveTurn
{
    EventLog Log { get; }

    Subscribers Subscribers { get; }

    /// <summary>
    /// Completes when the upstream has answered in any way, or when the turn has ended without an answer. A continuation runs at once, on
    /// the thread that reads the events, and must not delay that thread.
    /// </summary>
    Task Answered { get; }

    /// <summary>Completes with the outcome after its commit, or with a failure if the store did not accept it.</summary>
    Task<TurnOutcome> Ended { get; }

    /// <summary>True if the model has written nothing. It counts once the turn has ended.</summary>
    bool IsEmpty { get; }

    /// <summary>Completes when the log has all events that a client with this last event may have received, on whichever node.</summary>
    ValueTask CatchUpAsync(long lastId, CancellationToken ct);
}
