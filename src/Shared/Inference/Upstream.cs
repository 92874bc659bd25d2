using System.IO.Enumeration;
using Microsoft.Extensions.AI;

namespace SamosaChaat.Shared.Inference;

/// <summary>A server of models, with its model patterns, its client and its last known state.</summary>
/// <param name="patterns">The model patterns. If the list is empty, the upstream serves all tags that no other upstream serves.</param>
/// <param name="limits">The maximum sizes of its prompts and answers.</param>
/// <param name="listModels">Lists the models of the server.</param>
internal sealed class Upstream(
    string name,
    string kind,
    IReadOnlyList<string> patterns,
    UpstreamLimits limits,
    IChatClient client,
    Func<CancellationToken, Task<IReadOnlyList<string>>> listModels)
{
    private volatile bool down;

    /// <summary>The API key, which must not appear in what a client reads. Null if there is none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The way in which it continues the beginning of an answer, from <see cref="Continuations"/>.</summary>
    public string Continues { get; init; } = Continuations.No;

    public bool CanContinue => Continues != Continuations.No;

    /// <summary>Returns true if the base URL lacks the version and the server works with it.</summary>
    public Func<bool> LacksVersion { get; init; } = () => false;

    public string Name => name;

    public string Kind => kind;

    public IReadOnlyList<string> Patterns => patterns;

    public UpstreamLimits Limits => limits;

    /// <summary>The patterns that name a single model.</summary>
    public IEnumerable<string> NamedModels => patterns.Where(pattern => !pattern.Contains('*', StringComparison.Ordinal));

    public IChatClient Client => client;

    /// <summary>True after a failed connection, until the upstream answers again.</summary>
    public bool IsDown => down;

    public void Answered() => down = false;

    public void Unreachable() => down = true;

    public bool Takes(string modelTag) =>
        patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, modelTag, ignoreCase: false));

    public Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken ct) => listModels(ct);
}
