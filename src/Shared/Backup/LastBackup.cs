using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Backup;

/// <summary>Knows when the newest good backup of the store was made, and measures its age. Any thread can call every member.</summary>
internal sealed class LastBackup
{
    private readonly IBackupTarget target;
    private readonly Store store;
    private readonly Lock gate = new();
    private Task<DateTime?>? found;

    public LastBackup(IMeterFactory meters, IBackupTarget target, Store store, IOptions<StorageOptions> options, TimeProvider clock)
    {
        (this.target, this.store) = (target, store);
        if (!options.Value.IsFile) return;
        meters.Create(Instrumentation.Name).CreateObservableGauge(
            "samosachaat.backup.age",
            () => Known() is { } at ? [new Measurement<double>((clock.Now() - at).TotalSeconds)] : Array.Empty<Measurement<double>>(),
            "s",
            "The age of the newest good backup. There is no value before the first one.");
    }

    public void Made(DateTime at)
    {
        lock (gate) found = Task.FromResult<DateTime?>(at);
    }

    /// <summary>Returns null if there is none. It asks the target once, and again if that failed.</summary>
    /// <exception cref="BackupFailedException">The target cannot be read.</exception>
    public Task<DateTime?> FindAsync()
    {
        lock (gate)
        {
            if (found is null or { IsFaulted: true }) found = NewestAsync();
            return found;
        }
    }

    /// <summary>Returns null if there is none. It never waits: the target may be a server that does not answer. Then nothing is known yet.</summary>
    public DateTime? Known() => FindAsync() is { IsCompletedSuccessfully: true } task ? task.Result : null;

    private async Task<DateTime?> NewestAsync() =>
        (await target.ListAsync(store.Engine.StoreId, CancellationToken.None).FirstOrDefaultAsync())?.Manifest.CreatedAt;
}
