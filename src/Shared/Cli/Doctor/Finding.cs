namespace SamosaChaat.Shared.Cli.Doctor;

internal enum Verdict
{
    Ok,

    /// <summary>Nothing is wrong, but somebody should know.</summary>
    Note,

    Wrong,
}

/// <param name="Check">What was looked at, in one word.</param>
/// <param name="Said">What was found.</param>
/// <param name="Advice">What to do about it; null where there is nothing to do.</param>
internal sealed record Finding(string Check, Verdict Verdict, string Said, string? Advice = null)
{
    public static Finding Ok(string check, string said) => new(check, Verdict.Ok, said);

    public static Finding Note(string check, string said, string? advice = null) => new(check, Verdict.Note, said, advice);

    public static Finding Wrong(string check, string said, string advice) => new(check, Verdict.Wrong, said, advice);
}
