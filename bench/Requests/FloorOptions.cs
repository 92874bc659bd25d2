namespace SamosaChaat.Bench.Requests;

/// <param name="Body">The file with what is answered.</param>
internal sealed record FloorOptions(string Body, string ContentType, int Status)
{
    public static FloorOptions Parse(string[] args) => Arguments.Read(
        args, new FloorOptions("", "application/json", 200), (options, name, value) => options.With(name, value)) is { Body.Length: > 0 } options
        ? options
        : throw new ArgumentException("floor needs --body.");

    private FloorOptions With(string name, string value) => name switch
    {
        "--body" => this with { Body = File.Exists(value) ? value : throw new ArgumentException($"--body: there is no {value}.") },
        "--content-type" => this with { ContentType = value },
        "--status" => this with { Status = Arguments.Number(name, value, 200, 299) },
        _ => throw new ArgumentException($"floor does not know {name}."),
    };
}
