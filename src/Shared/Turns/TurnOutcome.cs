using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Turns;

/// <summary>Tells subscribers how an attempt ended.</summary>
/// <param name="FinishReason">One of <see cref="FinishReasons"/>.</param>
/// <param name="Answer">The answer that is stored now. Null if there is none.</param>
/// <param name="Failure">The problem, if the attempt failed.</param>
internal sealed record TurnOutcome(string FinishReason, Message? Answer, Problem? Failure);
