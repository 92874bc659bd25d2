using System.Globalization;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Bench.Upstream;

/// <param name="Tokens">Of each answer; fewer where the request says so.</param>
/// <param name="TokenBytes">Of each token.</param>
/// <param name="TokensPerSecond">Of each answer; 0 is as fast as it can.</param>
/// <param name="FlushEvery">So many tokens leave at once; 0 is the whole answer.</param>
/// <param name="Kind">The protocol: nanochat or openai.</param>
internal sealed record NanochatOptions(int Tokens, int TokenBytes, int TokensPerSecond, int FlushEvery, string Kind = UpstreamOptions.Nanochat)
{
    public static NanochatOptions Parse(string[] args) => Arguments.Read(args, new NanochatOptions(200, 4, 0, 1), (options, name, value) => options.With(name, value));

    public string[] ToArguments() => ["--tokens", Text(Tokens), "--token-bytes", Text(TokenBytes), "--tokens-per-second", Text(TokensPerSecond), "--flush-every", Text(FlushEvery), "--kind", Kind];

    private NanochatOptions With(string name, string value) => name switch
    {
        "--tokens" => this with { Tokens = Arguments.Number(name, value, 1) },
        "--token-bytes" => this with { TokenBytes = Arguments.Number(name, value, 1) },
        "--tokens-per-second" => this with { TokensPerSecond = Arguments.Number(name, value, 0) },
        "--flush-every" => this with { FlushEvery = Arguments.Number(name, value, 0) },
        "--kind" => this with { Kind = value },
        _ => throw new ArgumentException($"nanochat does not know {name}."),
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
