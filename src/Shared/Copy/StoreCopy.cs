using System.Data.Common;
using LiteDB;
using SamosaChaat.Shared.Copy.Tables;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Copy;

/// <summary>
/// Copies all rows of one store to an empty one, and compares both. The target has a mark from before the first row until all rows are
/// compared, and no server starts on a store with the mark. A copy that was interrupted begins again: it removes what a marked target
/// has, which came from a copy alone. It does not continue, because a server may have changed rows of the source in between that were
/// already copied. To find them costs as much as to copy them.
/// </summary>
internal sealed class StoreCopy(IStore source, IStore target)
{
    /// <summary>Every table. One that refers to another comes after it.</summary>
    public static IReadOnlyList<ICopiedTable> Tables { get; } =
    [
        new UserRows(), new InviteRows(), new SessionRows(), new ApiKeyRows(), new IdentityRows(), new UsageRows(),
        new ConversationRows(), new TrashRows(), new InstructionRows(), new MessageRows(), new TurnRows(), new CheckpointRows(),
        new VersionRows(), new UnsealedRows(), new SealedRows(),
    ];

    /// <summary>Counts the rows of the source.</summary>
    public ValueTask<long> CountAsync(CancellationToken ct) => source.ReadAsync(new CountRows(), ct);

    /// <summary>Marks the target. Call it before all that writes.</summary>
    /// <exception cref="CannotStartException">The target has data of its own, or the source is unfinished. Nothing was changed.</exception>
    public Task<CopyStart> BeginAsync(CancellationToken ct) => ExplainAsync(async () =>
    {
        if (await source.ReadAsync(new IsUnfinishedCopy(), ct))
        {
            throw new CannotStartException("The source is itself an unfinished copy, so it has only a part of the data.");
        }

        var start = await target.WriteAsync(new BeginCopy(), ct);
        return start == CopyStart.NotEmpty
            ? throw new CannotStartException("The target is not empty. Nothing was changed. Use a new folder or a new database.")
            : start;
    });

    /// <summary>Copies everything to a target that has the mark.</summary>
    /// <param name="tell">Is called with the number of further rows that are copied.</param>
    /// <exception cref="CannotStartException">One of the stores failed. The target keeps the mark.</exception>
    public Task<bool> CopyAsync(Action<int> tell, CancellationToken ct) => ExplainAsync(async () =>
    {
        foreach (var table in Tables) await table.CopyAsync(source, target, tell, ct);
        return true;
    });

    /// <summary>Compares all rows, up to the first difference.</summary>
    /// <param name="tell">Is called with the number of further rows that are equal.</param>
    /// <returns>The tables up to the first one with a difference.</returns>
    public Task<List<TableComparison>> CompareAsync(Action<int> tell, CancellationToken ct) => ExplainAsync(async () =>
    {
        var compared = new List<TableComparison>();
        foreach (var table in Tables)
        {
            compared.Add(await table.CompareAsync(source, target, tell, ct));
            if (compared[^1].Difference is not null) break;
        }

        return compared;
    });

    /// <summary>Removes the mark. Call it when all is in its place.</summary>
    public Task<bool> EndAsync(CancellationToken ct) => ExplainAsync(async () => await target.WriteAsync(new EndCopy(), ct));

    private static async Task<T> ExplainAsync<T>(Func<Task<T>> step)
    {
        try
        {
            return await step();
        }
        catch (Exception e) when (e is DbException or LiteException or TimeoutException)
        {
            throw new CannotStartException($"A store failed: {e.Message} When it works again, run the same command again.", e);
        }
        catch (InsufficientStorageException e)
        {
            throw new CannotStartException(
                "The disk of the target is full. No server starts on the part that it has. Make room, and run the same command again.", e);
        }
    }
}
