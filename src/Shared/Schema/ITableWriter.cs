using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// The writes that operations share, on every engine. A write happens at once, or together with all other writes of a batch, in the order of
/// the calls. It never decides anything: the operation did, from what it read.
/// </summary>
internal interface ITableWriter
{
    /// <summary>Adds a user whose email is free.</summary>
    void Add(User user);

    void Add(Session session);

    /// <summary>Gives a session its next refresh hash and its new end.</summary>
    void Rotate(Session session);

    void RemoveSession(Guid sessionId);

    void Add(Conversation conversation);

    /// <summary>Makes the conversation the newest of its owner's.</summary>
    void Touch(Guid conversationId, DateTime now);

    /// <summary>Adds a message whose sequence is free.</summary>
    void Add(Message message);

    void RemoveMessage(Guid messageId);

    /// <summary>Adds a new turn, which runs.</summary>
    void Add(TurnRecord turn, DateTime now);

    /// <summary>Starts the next attempt of a turn that does not run. The answer before it stays.</summary>
    /// <param name="next">The turn with its new attempt.</param>
    void StartAttempt(TurnRecord next, DateTime now);

    /// <summary>Ends the attempt that runs.</summary>
    /// <param name="sent">What the model was sent; null if that is unknown.</param>
    /// <param name="outcome">The outcome to store; null keeps the one of the attempt before.</param>
    void EndAttempt(TurnRecord turn, SentPrompt? sent, StoredOutcome? outcome, DateTime now);

    void RemoveCheckpoints(Guid turnId);
}
