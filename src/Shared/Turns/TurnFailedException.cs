using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Turns;

/// <summary>A turn cannot go on; the problem is what its readers are told.</summary>
internal sealed class TurnFailedException(Problem problem, Exception? cause = null) : Exception(problem.Detail, cause)
{
    public Problem Problem => problem;
}
