using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Backup;

/// <summary>Knows when the newest good backup of the store was made, and measures its age. Any thread can call every member.</summary>
internal sealed class LastBackup
{
    private readonly BackupFolder folder;
    private readonly Lazy<DateTime?> atStart;
    private object? since;

    public LastBackup(IMeterFactory meters, BackupFolder folder, Store store, IOptions<StorageOptions> options, TimeProvider clock)
    {
        this.folder = folder;
        atStart = new(() => Newest(store.Engine.StoreId));
        if (!options.Value.IsFile) return;
        meters.Create(Instrumentation.Name).CreateObservableGauge(
            "samosachaat.backup.age",
            () => At is { } at ? [new Measurement<double>((clock.Now() - at).TotalSeconds)] : Array.Empty<Measurement<double>>(),
            "s",
            "The age of the newest good backup. There is no value before the first one.");
    }

    /// <summary>Null if there is none.</summary>
    public DateTime? At => (DateTime?)Volatile.Read(ref since) ?? atStart.Value;

    public void Made(DateTime at) => Volatile.Write(ref since, at);

    private DateTime? Newest(Guid storeId) =>
        folder.List().FirstOrDefault(backup => backup.Manifest.StoreId == storeId)?.Manifest.CreatedAt;
}
