using System.Runtime.CompilerServices;

namespace SamosaChaat.Shared.Diagnostics;

/// <summary>
/// Moves work from a socket's thread to the thread pool. A socket's thread reads for many connections, so it must not run what may take
/// long or block (docs/decisions/0010). An async method could not do it: a caller that comes late finds it completed, and stays where it is.
/// </summary>
internal static class PoolThread
{
    /// <summary>Continues the caller on a pool thread. Does nothing if it runs on one already.</summary>
    public static ConfiguredTaskAwaitable SwitchAsync() =>
        Thread.CurrentThread.IsThreadPoolThread ? Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.None) : YieldAsync();

    /// <summary>Continues the caller on a pool thread, after the work that waits for one already.</summary>
    public static ConfiguredTaskAwaitable YieldAsync() => Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
}
