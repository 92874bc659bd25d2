using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Backup;

/// <summary>Knows when the newest good backup of the store was made, and measures its age. Any thread can call every member.</summary>
internal sealed class LastBackup
{
    // A command makes backups as well, and an operator removes some.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly IBackupTarget target;
    private readonly Store store;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private DateTime? known;
    private Task looking = Task.CompletedTask;
    private long? lookedAt;
    private int looks;

    public LastBackup(IMeterFactory meters, IBackupTarget target, Store store, IOptions<StorageOptions> options, TimeProvider clock)
    {
        (this.target, this.store, this.clock) = (target, store, clock);
        if (!options.Value.IsFile) return;
        meters.Create(Instrumentation.Name).CreateObservableGauge(
            "samosachaat.backup.age",
            () => Known() is { } at ? [new Measurement<double>((clock.Now() - at).TotalSeconds)] : Array.Empty<Measurement<double>>(),
            "s",
            "The age of the newest good backup. There is no value before the first one.");
    }

    public void Made(DateTime at) => Take(at, Begin());

    /// <summary>Asks the target. Returns null if there is none.</summary>
    /// <exception cref="BackupFailedException">The target cannot be read.</exception>
    public async Task<DateTime?> FindAsync(CancellationToken ct)
    {
        var look = Begin();
        // A folder is read by this thread, and may be one of a network that does not answer. A bucket's first call loads a library.
        var newest = await Task.Run(() => NewestAsync(ct), ct).WaitAsync(ct);
        Take(newest, look);
        return newest;
    }

    /// <summary>
    /// Returns the result of the last look at the target, which is at most a minute old if the target answers. Null if there is no backup, or
    /// none is known yet. It never waits: another look begins beside it.
    /// </summary>
    public DateTime? Known()
    {
        lock (gate)
        {
            if (looking.IsCompleted && (lookedAt is not { } at || clock.GetElapsedTime(at) >= Fresh))
            {
                lookedAt = clock.GetTimestamp();
                looking = FindAsync(CancellationToken.None);
            }

            return known;
        }
    }

    private int Begin()
    {
        lock (gate) return ++looks;
    }

    /// <summary>Takes the result of a look, unless another one has begun since.</summary>
    private void Take(DateTime? newest, int look)
    {
        lock (gate)
        {
            if (look == looks) known = newest;
        }
    }

    private async Task<DateTime?> NewestAsync(CancellationToken ct) =>
        (await target.ListAsync(store.Engine.StoreId, ct).FirstOrDefaultAsync(ct))?.Manifest.CreatedAt;
}
