namespace SamosaChaat.Bench.Fuzz.World;

/// <summary>Holds which values of path parameters belong together, such as a conversation and a message in it. Any thread can call it.</summary>
internal sealed class OwnIds
{
    private const int Most = 24;

    private readonly Lock gate = new();
    private readonly Dictionary<string, List<IReadOnlyDictionary<string, string>>> known = [];

    /// <param name="parameter">The last one of them.</param>
    public void Add(string parameter, IReadOnlyDictionary<string, string> values)
    {
        lock (gate)
        {
            if (!known.TryGetValue(parameter, out var all)) known[parameter] = all = [];
            if (all.Count == Most) all.RemoveAt(0);
            all.Add(values);
        }
    }

    /// <summary>Returns values for all the parameters. Null if none are known.</summary>
    public IReadOnlyDictionary<string, string>? Pick(IReadOnlyList<string> parameters, Random random)
    {
        lock (gate)
        {
            return known.TryGetValue(parameters[^1], out var all) ? all[random.Next(all.Count)] : null;
        }
    }
}
