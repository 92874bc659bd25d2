namespace SamosaChaat.Shared.Diagnostics;

/// <summary>
/// The program cannot start because of a problem that the operator can fix. The message names the problem and is all that is printed.
/// </summary>
internal sealed class CannotStartException(string message, Exception? cause = null) : Exception(message, cause);
