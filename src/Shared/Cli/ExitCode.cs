namespace SamosaChaat.Shared.Cli;

/// <summary>The exit codes of the program.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The command failed. One line on stderr explains why.</summary>
    public const int Failed = 1;

    /// <summary>A command, an option or a value is invalid.</summary>
    public const int Usage = 2;

    /// <summary>Nothing is wrong, and there is something to do: <c>upgrade --check</c> has found an upgrade.</summary>
    public const int Pending = 3;
}
