using System.Runtime.InteropServices;

namespace SamosaChaat.Shared.Diagnostics;

/// <summary>Runs work that may wait on threads that give way to all others.</summary>
internal static partial class LowPriority
{
    /// <summary>The niceness of the threads. With 10 a thread gets a tenth of the time of one with 0 (sched(7)).</summary>
    private const int Niceness = 10;

    /// <summary>Runs the work on a thread of its own, which ends with it.</summary>
    public static Task<T> RunAsync<T>(Func<T> work, CancellationToken ct) => Task.Factory.StartNew(
        () =>
        {
            Lower();
            return work();
        },
        ct,
        TaskCreationOptions.LongRunning | TaskCreationOptions.RunContinuationsAsynchronously,
        TaskScheduler.Default);

    private static void Lower()
    {
        // The runtime ignores priorities on Linux. There, the niceness belongs to a thread, and 0 is the calling one (setpriority(2)).
        if (OperatingSystem.IsLinux()) _ = SetPriority(which: 0, who: 0, Niceness);
        else Thread.CurrentThread.Priority = ThreadPriority.Lowest;
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int niceness);
}
