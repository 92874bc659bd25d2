using SamosaChaat.Bench.Hosting;

namespace SamosaChaat.Bench.Load;

/// <param name="Target">Who is asked.</param>
/// <param name="Accounts">Whose conversations the turns go to; null where the target is a model's service, or a proxy before one.</param>
internal sealed record LoadOptions(Uri? Target, string? Accounts)
{
    public static LoadOptions Parse(string[] args)
    {
        var options = Arguments.Read(args, new LoadOptions(null, null), (options, name, value) => options.With(name, value));
        return options.Target is null ? throw new ArgumentException("load needs --target.") : options;
    }

    public ITarget Asked() => Accounts is null ? new GenerateTarget() : new ChatTarget(Account.Load(Accounts));

    private LoadOptions With(string name, string value) => name switch
    {
        "--target" => this with { Target = Uri.TryCreate(value, UriKind.Absolute, out var url) ? url : throw new ArgumentException("--target is a URL.") },
        "--accounts" => this with { Accounts = File.Exists(value) ? value : throw new ArgumentException($"--accounts: there is no {value}.") },
        _ => throw new ArgumentException($"load does not know {name}."),
    };
}
