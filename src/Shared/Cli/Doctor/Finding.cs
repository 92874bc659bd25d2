namespace SamosaChaat.Shared.Cli.Doctor;

internal enum Verdict
{
    Ok,

    /// <summary>Everything works, but the operator should know about it.</summary>
    Note,

    Wrong,
}

/// <param name="Check">The name of the check, one word.</param>
/// <param name="Said">The result of the check.</param>
/// <param name="Advice">The advice on how to fix the problem. Null if there is no problem.</param>
internal sealed record Finding(string Check, Verdict Verdict, string Said, string? Advice = null)
{
    public static Finding Ok(string check, string said) => new(check, Verdict.Ok, said);

    public static Finding Note(string check, string said, string? advice = null) => new(check, Verdict.Note, said, advice);

    public static Finding Wrong(string check, string said, string advice) => new(check, Verdict.Wrong, said, advice);
}
