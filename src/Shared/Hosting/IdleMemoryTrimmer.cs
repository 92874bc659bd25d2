using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Hosting;

/// <summary>
/// Gives back the memory of a busy time when it is over. The collector runs when something is allocated, and a server at rest allocates nothing: whatever the
/// last requests and the start left behind would stay.
/// </summary>
internal sealed class IdleMemoryTrimmer(Store store, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Shorter pauses are part of a busy time, which would have to ask the system for the same memory again.</summary>
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
                // In one go, because no request waits for it; it takes some 20 ms.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }
}

/// <summary>Whether a server that was busy is at rest now, by how much it has allocated since its beginning.</summary>
/// <param name="looks">So many quiet ones in a row are rest.</param>
internal sealed class Rest(int looks)
{
    /// <summary>Between two looks: a few readers' keep-alives, but no requests to speak of.</summary>
    private const long Quiet = 256 * 1024;

    /// <summary>Less than this is not worth it.</summary>
    private const long Worth = 8 * 1024 * 1024;

    private long seen;
    private long collected;
    private int quiet;

    /// <summary>True once for each busy time.</summary>
    /// <param name="allocated">Bytes, in all.</param>
    public bool HasBegun(long allocated)
    {
        quiet = allocated - seen < Quiet ? quiet + 1 : 0;
        seen = allocated;
        if (quiet < looks || allocated - collected < Worth) return false;
        collected = allocated;
        return true;
    }
}
