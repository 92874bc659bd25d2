namespace SamosaChaat.Shared.Diagnostics;

/// <summary>
/// Moves work from a socket's thread to the thread pool. A socket's thread reads for many connections, so it must not run what may take
/// long or block (docs/decisions/0010).
/// </summary>
internal static class PoolThread
{
    /// <summary>Continues the caller on a pool thread. Does nothing if it runs on one already.</summary>
    public static ValueTask SwitchAsync() => Thread.CurrentThread.IsThreadPoolThread ? default : YieldAsync();

    /// <summary>Continues the caller on a pool thread, after the work that waits for one already.</summary>
    public static async ValueTask YieldAsync() => await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
}
