namespace SamosaChaat.Tests.Hosting;

/// <summary>How long a test waits for what must come. It only bounds a hang, on however busy a machine: nothing waits so long unless it fails.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
}
