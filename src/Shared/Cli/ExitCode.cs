namespace SamosaChaat.Shared.Cli;

/// <summary>What the program ends with.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>It could not do what it was asked to; one line on stderr says why.</summary>
    public const int Failed = 1;

    /// <summary>It was asked for something that there is not: a wrong command, option or value.</summary>
    public const int Usage = 2;
}
