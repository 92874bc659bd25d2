namespace SamosaChaat.Shared.Limits;

/// <summary>States how many requests a client may send in a window of time. All of them may come at once.</summary>
/// <param name="Name">The name of the policy for clients.</param>
internal sealed record Rate(string Name, long Permits, TimeSpan Window)
{
    public static Rate PerMinute(string name, int permits) => new(name, permits, TimeSpan.FromMinutes(1));

    public static Rate PerHour(string name, int permits) => new(name, permits, TimeSpan.FromHours(1));
}
