using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Shared.Turns;

/// <summary>Says that a turn cannot continue. Subscribers receive the problem.</summary>
internal sealed class TurnFailedException(Problem problem, Exception? cause = null) : Exception(problem.Detail, cause)
{
    public TurnFailedException(UpstreamFailure failure, Exception? cause = null)
        : this(failure.Problem, cause) => Failure = failure;

    public Problem Problem => problem;

    /// <summary>The upstream's failure. Null if the turn failed for another reason.</summary>
    public UpstreamFailure? Failure { get; }
}
