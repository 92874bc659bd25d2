using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Turns;

/// <summary>Says that a turn cannot continue. Subscribers receive the problem.</summary>
internal sealed class TurnFailedException(Problem problem, Exception? cause = null) : Exception(problem.Detail, cause)
{
    public Problem Problem => problem;
}
