using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Turns;

/// <summary>Holds a stored user message and the data that is needed to answer it.</summary>
/// <param name="UserMessage">The question. Its id is the turn's id.</param>
/// <param name="Attempt">The attempt's number. The first attempt is 0.</param>
/// <param name="ModelTag">The model to ask. The conversation's model may have changed since the message was stored.</param>
/// <param name="AnswerId">The id that the answer will have.</param>
/// <param name="Standing">The finish reason of the answer that already exists. Null if there is none.</param>
/// <param name="TraceId">The trace id of the request that started the attempt. The turn outlives that request.</param>
/// <param name="Instructions">The conversation's instructions when the attempt started. Null if there were none.</param>
internal sealed record Turn(
    Guid UserId,
    Message UserMessage,
    int Attempt,
    string ModelTag,
    Sampling Sampling,
    Guid AnswerId,
    string? Standing,
    string TraceId,
    Instructions? Instructions = null)
{
    /// <summary>The text of the attempt's earlier runs, which this run continues. Empty for a new attempt.</summary>
    public AnswerPrefix Prefix { get; init; } = AnswerPrefix.None;

    /// <summary>The seams of the attempt so far. The last one is the end of the prefix.</summary>
    public Seams Seams { get; init; } = Seams.None;

    public Guid Id => UserMessage.Id;

    public Guid ConversationId => UserMessage.ConversationId;
}
