namespace SamosaChaat.Shared.Limits;

/// <summary>
/// Remembers the newest keys, at least <see cref="Least"/> of them, in two generations. The older one is dropped when the newer one is
/// full. Any thread can call every member.
/// </summary>
internal sealed class RecentSet<T>
{
    public const int Least = 20_000;

    private readonly Lock gate = new();
    private HashSet<T> newer = [];
    private HashSet<T> older = [];

    public bool Contains(T key)
    {
        lock (gate) return newer.Contains(key) || older.Contains(key);
    }

    public void Add(T key)
    {
        lock (gate)
        {
            if (newer.Count >= Least && !newer.Contains(key)) (older, newer) = (newer, []);
            newer.Add(key);
        }
    }
}
