namespace SamosaChaat.Bench.Cluster.Checks;

/// <summary>Holds what the database has at one moment.</summary>
/// <param name="At">When it was known, as a timestamp.</param>
/// <param name="Orphans">Checkpoints of turns that do not run.</param>
internal sealed record Sample(long At, IReadOnlyList<RunningTurn> Running, int Orphans);

/// <param name="HasOwner">The node that runs it has a lease.</param>
internal sealed record RunningTurn(Guid Id, int Attempt, Guid Conversation, Guid User, bool HasOwner)
{
    public (Guid Id, int Attempt) Key => (Id, Attempt);

    public override string ToString() => $"turn {Id}, attempt {Attempt}, conversation {Conversation}";
}

/// <summary>Checks something that must hold in every sample.</summary>
internal interface ISampleCheck
{
    void See(Sample sample);
}
