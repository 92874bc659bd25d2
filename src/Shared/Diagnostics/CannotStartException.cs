namespace SamosaChaat.Shared.Diagnostics;

/// <summary>What is in the way of a start and is for the operator to mend. Its message names it, and is all that is printed.</summary>
internal sealed class CannotStartException(string message, Exception? cause = null) : Exception(message, cause);
