namespace SamosaChaat.Shared.Transfer.Foreign;

/// <summary>
/// Holds the shown messages of a conversation as trees. Links to messages that are not there are dropped, and so is one link of each circle.
/// </summary>
internal sealed class ForeignTree
{
    private readonly Dictionary<string, ForeignMessage> all = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ForeignMessage>> children = new(StringComparer.Ordinal);
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    public ForeignTree(IReadOnlyList<ForeignMessage> messages)
    {
        foreach (var message in messages) all.TryAdd(message.Id, message);
        var shown = all.Values.Where(message => message.Content is not null).Select(WithShownParent).ToList();
        foreach (var message in shown.Where(message => message.Parent is not null))
        {
            if (!children.TryGetValue(message.Parent!, out var siblings)) children[message.Parent!] = siblings = [];
            siblings.Add(message);
        }

        // Messages that no root leads to are in a circle, or behind one.
        foreach (var root in shown.Where(message => message.Parent is null).Concat(shown))
        {
            if (seen.Contains(root.Id)) continue;
            Roots.Add(root);
            Reach(root);
        }
    }

    public List<ForeignMessage> Roots { get; } = [];

    /// <summary>Returns the messages that directly follow one, in the order of the file.</summary>
    public IReadOnlyList<ForeignMessage> After(ForeignMessage message) => children.GetValueOrDefault(message.Id) ?? [];

    /// <summary>Returns the id of a message, or of the first shown one above it. Null if there is none.</summary>
    public string? ShownAt(string? id) => ShownAt(id, []);

    private ForeignMessage WithShownParent(ForeignMessage message)
    {
        var reasoning = new List<string>();
        var parent = ShownAt(message.Parent, reasoning);
        if (message.Reasoning is { } own) reasoning.Insert(0, own);
        reasoning.Reverse();
        return message with { Parent = parent, Reasoning = message.IsUser ? null : ForeignText.JoinOrNull(reasoning) };
    }

    private string? ShownAt(string? id, List<string> reasoning)
    {
        for (var steps = 0; steps <= all.Count && id is not null && all.TryGetValue(id, out var found); steps++)
        {
            if (found.Content is not null) return id;
            if (found.Reasoning is { } text) reasoning.Add(text);
            id = found.Parent;
        }

        return null;
    }

    private void Reach(ForeignMessage root)
    {
        var open = new Stack<ForeignMessage>([root]);
        while (open.TryPop(out var message))
        {
            if (!seen.Add(message.Id)) continue;
            if (!children.TryGetValue(message.Id, out var next)) continue;
            next.RemoveAll(child => seen.Contains(child.Id));
            foreach (var child in next) open.Push(child);
        }
    }
}
