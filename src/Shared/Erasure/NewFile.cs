using SamosaChaat.Shared.Copy;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Erasure;

/// <summary>Writes all that an open store has to a new file, without free room and without remains.</summary>
internal sealed class NewFile(Store store, DataFolder work, StorageOptions options, ShowStep show)
{
    private const int Kilobyte = 1024;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Lets SQLite write the file from its pages, after it has written its index of words anew.</summary>
    /// <param name="size">The size of the new file in bytes.</param>
    /// <param name="terms">The size of the index of words, if it has terms of deleted messages.</param>
    public async Task CopyPagesAsync(long size, long terms, CancellationToken ct)
    {
        if (terms > 0)
        {
            await show("Index of words", terms / SearchRemains.PageBytes, tell => new Remains(store).EraseTermsAsync(tell, ct));
        }

        await show("Writing", size / Kilobyte, CopyAsync);
    }

    /// <summary>Copies the rows of a LiteDB store one by one, and compares them.</summary>
    public async Task CopyRowsAsync(CancellationToken ct)
    {
        var opening = new EngineOpening(options, work, ChatSchema.Migrations, metrics: null, logger: null, reserve: null, watch: null);
        using var target = new Store(opening.Open(store.Engine.StoreId));
        var copy = new StoreCopy(store, target);
        await copy.BeginAsync(ct);
        var rows = await copy.CountAsync(ct);
        await show("Copying", rows, tell => copy.CopyAsync(tell, ct));
        List<TableComparison> compared = [];
        await show("Comparing", rows, async tell => compared = await copy.CompareAsync(tell, ct));
        if (compared[^1].Difference is { } difference) throw new CannotStartException($"The store is as it was, because {difference}.");
        await copy.EndAsync(ct);
    }

    // SQLite does not tell how far it is, but the file does.
    private async Task CopyAsync(Action<int> tell)
    {
        var file = work.PathOf(options.FileName);
        var copy = Task.Run(() => ((SingleWriterEngine)store.Engine).CopyTo(file));
        for (long told = 0; !copy.IsCompleted;)
        {
            await Task.WhenAny(copy, Task.Delay(Look));
            var written = new FileInfo(file) is { Exists: true, Length: var length } ? length / Kilobyte : 0;
            tell((int)(written - told));
            told = written;
        }

        await copy;
    }
}
