using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Streaming;

/// <summary>One user message, already stored, and what it takes to answer it.</summary>
/// <param name="UserMessage">Its id is the turn's id.</param>
/// <param name="AnswerId">The id that the answer will have.</param>
/// <param name="TraceId">Of the request that began the turn; the turn outlives it.</param>
public sealed record Turn(Guid UserId, Message UserMessage, Guid AnswerId, Sampling Sampling, string TraceId)
{
    public Guid Id => UserMessage.Id;

    public Guid ConversationId => UserMessage.ConversationId;

    public string ModelTag => UserMessage.ModelTag;
}

/// <summary>How the model shall choose its words; null leaves it to the model's server.</summary>
/// <param name="Temperature">0 to 2.</param>
/// <param name="MaxTokens">1 to 4096.</param>
/// <param name="TopK">0 to 200; passed on where the protocol has it.</param>
public sealed record Sampling(double? Temperature, int? MaxTokens, int? TopK);
