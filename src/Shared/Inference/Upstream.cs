using System.IO.Enumeration;
using Microsoft.Extensions.AI;

namespace SamosaChaat.Shared.Inference;

/// <summary>One place where models are served: which tags it takes, how to talk to it, and whether it answered last time.</summary>
/// <param name="patterns">None takes what no other upstream takes.</param>
/// <param name="listModels">Asks the server which models it has.</param>
internal sealed class Upstream(
    string name, string kind, IReadOnlyList<string> patterns, IChatClient client, Func<CancellationToken, Task<IReadOnlyList<string>>> listModels)
{
    private volatile bool down;

    public string Name => name;

    public string Kind => kind;

    public IReadOnlyList<string> Patterns => patterns;

    /// <summary>The patterns that are one model's name.</summary>
    public IEnumerable<string> NamedModels => patterns.Where(pattern => !pattern.Contains('*', StringComparison.Ordinal));

    public IChatClient Client => client;

    /// <summary>True from a failure to reach it until it answers again.</summary>
    public bool IsDown => down;

    public void Answered() => down = false;

    public void Unreachable() => down = true;

    public bool Takes(string modelTag) => patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, modelTag, ignoreCase: false));

    public Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken ct) => listModels(ct);
}
