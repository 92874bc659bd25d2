using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Hosting;

/// <summary>
/// Returns memory to the system after a busy period. The garbage collector runs on allocation only, and an idle server does not allocate.
/// Without this class, the garbage of the start and of the last requests would stay.
/// </summary>
internal sealed class IdleMemoryTrimmer(Store store, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The number of quiet checks before trimming. After a shorter pause, the server would soon need the same memory again.
    /// </summary>
    private const int Looks = 10;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var rest = new Rest(Looks);
        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (!rest.HasBegun(GC.GetTotalAllocatedBytes())) continue;
                store.TrimMemory();
                // A blocking collection takes about 20 ms and delays no request here.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }
        }
        catch (OperationCanceledException)
        {
            // The server shuts down.
        }
    }
}

/// <summary>Detects from the allocated bytes that a busy server has become idle.</summary>
/// <param name="looks">The number of consecutive quiet checks that count as idle.</param>
internal sealed class Rest(int looks)
{
    /// <summary>The limit between two checks in bytes. It allows for the keep-alives of a few subscribers, but for few requests.</summary>
    private const long Quiet = 256 * 1024;

    /// <summary>The least number of bytes since the last collection that makes trimming worthwhile.</summary>
    private const long Worth = 8 * 1024 * 1024;

    private long seen;
    private long collected;
    private int quiet;

    /// <summary>Returns true once per busy period.</summary>
    /// <param name="allocated">The number of bytes allocated since the process started.</param>
    public bool HasBegun(long allocated)
    {
        quiet = allocated - seen < Quiet ? quiet + 1 : 0;
        seen = allocated;
        if (quiet < looks || allocated - collected < Worth) return false;
        collected = allocated;
        return true;
    }
}
