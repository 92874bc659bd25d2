namespace SamosaChaat.Shared.Storage;

/// <summary>Says in sentences what is wrong with a store, and what its operator can do.</summary>
internal sealed record Damage(string Said, string Advice)
{
    public override string ToString() => $"{Said} {Advice}";
}
