using System.Collections.Concurrent;

namespace SamosaChaat.Bench.Fuzz.World;

/// <summary>Holds those who ask now, a few of each kind. Whoever is gone is replaced. Any thread can call every member.</summary>
internal sealed class People
{
    private const int OfEachKind = 3;

    private readonly ConcurrentQueue<Actor> spare;
    private readonly ConcurrentDictionary<Rights, Actor[]> present = new();
    private readonly Lock gate = new();

    public People(ConcurrentQueue<Actor> spare)
    {
        this.spare = spare;
        foreach (var rights in new[] { Rights.User, Rights.Admin, Rights.ReadKey, Rights.ChatKey })
        {
            present[rights] = [.. Enumerable.Range(0, OfEachKind).Select(_ => Next(rights))];
        }
    }

    public Actor Pick(Rights rights, Random random) => present[rights][random.Next(OfEachKind)];

    /// <summary>Takes somebody else in place of an actor whose token or role is gone.</summary>
    public void Replace(Actor gone)
    {
        lock (gate)
        {
            var place = Array.IndexOf(present[gone.Rights], gone);
            if (place >= 0) present[gone.Rights][place] = Next(gone.Rights);
        }
    }

    private Actor Next(Rights rights)
    {
        // Each is asked for once. Those of another kind wait for their turn.
        for (var looked = spare.Count; looked > 0 && spare.TryDequeue(out var next); looked--)
        {
            if (next.Rights == rights) return next;
            spare.Enqueue(next);
        }

        throw new InvalidOperationException($"No account of kind {rights} is left.");
    }
}
