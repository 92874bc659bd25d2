using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Turns;

/// <summary>One user message, already stored, and what it takes to answer it.</summary>
/// <param name="UserMessage">Its id is the turn's id.</param>
/// <param name="Attempt">0 unless the turn was begun before.</param>
/// <param name="ModelTag">Whom to ask; the conversation's model may have changed since the message was stored.</param>
/// <param name="AnswerId">The id that the answer will have.</param>
/// <param name="Standing">The finish reason of the answer that there is already; null if there is none.</param>
/// <param name="TraceId">Of the request that began the attempt; the turn outlives it.</param>
internal sealed record Turn(
    Guid UserId, Message UserMessage, int Attempt, string ModelTag, Sampling Sampling, Guid AnswerId, string? Standing, string TraceId)
{
    public Guid Id => UserMessage.Id;

    public Guid ConversationId => UserMessage.ConversationId;
}
