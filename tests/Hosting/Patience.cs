namespace SamosaChaat.Tests.Hosting;

/// <summary>Bounds a hang. Nothing waits so long unless it fails, however busy the machine is.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
}
