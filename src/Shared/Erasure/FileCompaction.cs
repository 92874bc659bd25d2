using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Backup;
using SamosaChaat.Shared.Copy;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Erasure;

/// <summary>
/// Writes the store of a file anew, without free room and without remains, and puts the new file in the place of the old one. The new one
/// is checked before. A kill at any moment leaves one of them, whole. No server may use the store.
/// </summary>
/// <param name="freeIn">Returns the free room of a folder's disk in bytes.</param>
internal sealed class FileCompaction(StorageOptions options, Func<string, long> freeIn)
{
    /// <summary>The room beside the new file: for logs, and for files that grow by large steps.</summary>
    private const long Margin = 16 << 20;

    public FileCompaction(StorageOptions options)
        : this(options, DiskRoom.FreeIn)
    {
    }

    /// <exception cref="CannotStartException">The store cannot be used, or the disk has no room. The store has all that it had.</exception>
    /// <exception cref="BackupFailedException">The store is damaged. It stays as it is.</exception>
    public async Task<Compacted> RunAsync(ShowStep show, CancellationToken ct)
    {
        StorageRegistration.RequireFile(options);
        using var data = new DataFolder(Options.Create(options)) { KeepsReserve = false };
        var work = WorkFolder.Begin(data.Root);
        try
        {
            var file = data.PathOf(options.FileName);
            var identity = await WriteAsync(data, work, show, ct);
            File.Copy(new IdentityFile(data.Root, options).FullName, new IdentityFile(work.Root, options).FullName);
            await show("Checking", 1, tell => Task.Run(() => Check(work, identity.Id, identity.Rows, tell), ct));
            ct.ThrowIfCancellationRequested();
            var before = new FileInfo(file).Length;
            Replace(work, file);
            return new(file, before, new FileInfo(file).Length);
        }
        catch (Exception e) when (e is InsufficientStorageException or IOException)
        {
            throw new CannotStartException($"The new file could not be written to '{data.Root}'. The store is as it was. {e.Message}", e);
        }
        finally
        {
            WorkFolder.End(work);
        }
    }

    /// <summary>Writes the new file and closes both stores, so that neither has a log.</summary>
    private async Task<(Guid Id, long Rows)> WriteAsync(DataFolder data, DataFolder work, ShowStep show, CancellationToken ct)
    {
        using var store = new Store(StorageRegistration.Open(options, data, ChatSchema.Migrations));
        if (await store.ReadAsync(new IsUnfinishedCopy(), ct))
        {
            throw new CannotStartException("The store is an unfinished copy, so it has only a part of the data.");
        }

        // A kill may have interrupted the removal of a conversation.
        await new PortionRemoval(store).FinishAllAsync(ct);
        var live = await store.ReadAsync(new LiveBytes(), ct);
        var size = live?.All ?? new FileInfo(data.PathOf(options.FileName)).Length;
        // The index of words is written anew in the old file first, and so in its log.
        RequireRoom(data.Root, size + (2 * (live?.Terms ?? 0)) + Margin);
        var writing = new NewFile(store, work, options, show);
        if (options.Engine == StorageOptions.LiteDb) await writing.CopyRowsAsync(ct);
        else await writing.CopyPagesAsync(size, live?.Terms ?? 0, ct);
        return (store.Engine.StoreId, await store.ReadAsync(new CountRows(), ct));
    }

    private void RequireRoom(string root, long needed)
    {
        var free = freeIn(root);
        if (free >= needed) return;
        throw new CannotStartException(FormattableString.Invariant(
            $"The disk of '{root}' has {free >> 20} MB of room, and this needs {(needed >> 20) + 1} MB. Nothing was changed."));
    }

    private void Check(DataFolder work, Guid id, long rows, Action<int> tell)
    {
        var (found, identity) = CheckedStore.Check(work, options);
        if (found != rows || identity.Id != id)
        {
            throw new BackupFailedException("The new file does not have what the store has. The store is as it was.");
        }

        tell(1);
    }

    private void Replace(DataFolder work, string file)
    {
        var made = work.PathOf(options.FileName);
        using (var handle = File.OpenHandle(made, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(handle);
        // SQLite removes its log when the last process closes the store. Another one would go on with the old file.
        if (File.Exists($"{file}-wal")) throw new CannotStartException($"Another process uses '{file}'. The store is as it was.");
        File.Move(made, file, overwrite: true);
    }
}
