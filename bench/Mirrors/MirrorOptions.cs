namespace SamosaChaat.Bench.Mirrors;

/// <param name="Tokens">Of each answer.</param>
/// <param name="Readers">How many read one turn on the other node.</param>
/// <param name="Program">An executable. Null for the program that was built with this project.</param>
internal sealed record MirrorOptions(int Rounds, int Tokens, int Readers, string? Program)
{
    public static MirrorOptions Parse(string[] args) =>
        Arguments.Read(args, new MirrorOptions(5, 200, 1_000, null), (options, name, value) => options.With(name, value));

    private MirrorOptions With(string name, string value) => name switch
    {
        "--rounds" => this with { Rounds = Arguments.Number(name, value, 1) },
        "--tokens" => this with { Tokens = Arguments.Number(name, value, 1) },
        "--readers" => this with { Readers = Arguments.Number(name, value, 1) },
        "--program" => this with { Program = Arguments.Program(value) },
        _ => throw new ArgumentException($"mirror does not know {name}."),
    };
}
