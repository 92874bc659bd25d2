using System.Runtime.CompilerServices;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Copy;

/// <summary>Reads a table's rows by pages in order of their keys, and writes each page in one transaction.</summary>
/// <typeparam name="T">A row: all that the table holds of one thing.</typeparam>
internal abstract class CopiedTable<T> : ICopiedTable
{
    /// <summary>The number of rows in a page. A message can have a megabyte.</summary>
    internal const int PageSize = 200;

    /// <summary>Takes the place of an array that is compared by itself.</summary>
    protected static readonly byte[] NoBytes = [];

    public abstract string Name { get; }

    /// <summary>Returns the first rows whose keys are not below this one, in order of their keys.</summary>
    public abstract ValueTask<List<T>> Read(SqlSession db, RowKey from, int limit);

    /// <inheritdoc cref="Read(SqlSession, RowKey, int)"/>
    public abstract List<T> Read(DocumentSession db, RowKey from, int limit);

    /// <summary>Adds a row exactly as it was read.</summary>
    public abstract void Write(ITableWriter writes, T row);

    public abstract RowKey KeyOf(T row);

    /// <summary>Returns a value that is equal for equal rows only. A row with an array or a list is not such a value.</summary>
    protected abstract object ValueOf(T row);

    public async Task<long> CopyAsync(IStore source, IStore target, Action<int> tell, CancellationToken ct)
    {
        long copied = 0;
        await foreach (var page in PagesAsync(source, ct))
        {
            await target.WriteAsync(new WriteRows<T>(this, page), ct);
            copied += page.Count;
            tell(page.Count);
        }

        return copied;
    }

    public async Task<TableComparison> CompareAsync(IStore source, IStore target, Action<int> tell, CancellationToken ct)
    {
        await using var wanted = RowsAsync(source, ct).GetAsyncEnumerator(ct);
        await using var found = RowsAsync(target, ct).GetAsyncEnumerator(ct);
        for (long equal = 0; ; equal++)
        {
            var (isWanted, isFound) = (await wanted.MoveNextAsync(), await found.MoveNextAsync());
            if (!isWanted && !isFound) return new(Name, equal, Difference: null);

            var order = !isWanted ? 1 : !isFound ? -1 : KeyOf(wanted.Current).CompareTo(KeyOf(found.Current));
            if (order < 0) return new(Name, equal, $"{Name} {KeyOf(wanted.Current)} is missing in the target");
            if (order > 0) return new(Name, equal, $"{Name} {KeyOf(found.Current)} is in the target only");
            if (!ValueOf(wanted.Current).Equals(ValueOf(found.Current)))
            {
                return new(Name, equal, $"{Name} {KeyOf(found.Current)} differs in the target");
            }

            tell(1);
        }
    }

    /// <summary>Makes a value of an array, which .NET compares by its identity.</summary>
    protected static string? TextOf(byte[]? bytes) => bytes is null ? null : Convert.ToHexString(bytes);

    private async IAsyncEnumerable<T> RowsAsync(IStore store, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var page in PagesAsync(store, ct))
        {
            foreach (var row in page) yield return row;
        }
    }

    private async IAsyncEnumerable<List<T>> PagesAsync(IStore store, [EnumeratorCancellation] CancellationToken ct)
    {
        RowKey? from = RowKey.First;
        while (from is { } key && await store.ReadAsync(new ReadRows<T>(this, key, PageSize), ct) is { Count: > 0 } page)
        {
            yield return page;
            from = KeyOf(page[^1]).Next;
        }
    }
}
