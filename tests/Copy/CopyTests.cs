using SamosaChaat.Shared.Copy;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Copy;

/// <summary>A store is copied between each two engines. The files and databases themselves are compared, not what the copy says.</summary>
public sealed class CopyTests
{
    private static readonly string[] Engines = [StorageOptions.Sqlite, StorageOptions.LiteDb, StorageOptions.Postgres];

    private readonly Random random = Seeded.Random();

    public static TheoryData<string, string> Pairs => [.. Engines.SelectMany(from => Engines.Where(to => to != from).Select(to => (from, to)))];

    public static TheoryData<string> Each => [.. Engines];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Everything_arrives_exactly(string from, string to)
    {
        using var source = new TempStore(from);
        using var target = new TempStore(to);
        await new RandomStore(random).FillAsync(source);
        var unfinished = await source.ReadAsync(new ReadUnfinishedTurns(100));
        var (copied, compared) = (0, 0);

        var copy = new StoreCopy(source, target);
        Assert.Equal(CopyStart.Began, await copy.BeginAsync(Ct));
        await copy.CopyAsync(count => copied += count, Ct);
        var tables = await copy.CompareAsync(count => compared += count, Ct);
        await copy.EndAsync(Ct);

        Assert.Equal(6, unfinished.Count);
        Assert.Equal(
            unfinished.Select(turn => (turn.Turn.Id, turn.UserId, turn.Standing, turn.Pieces.Count)).Order(),
            (await target.ReadAsync(new ReadUnfinishedTurns(100))).Select(turn => (turn.Turn.Id, turn.UserId, turn.Standing, turn.Pieces.Count)).Order());
        source.Close();
        target.Close();
        var rows = RawRows.Of(from, source.Root);
        Assert.InRange(rows.Length, 2 * RandomStore.LongConversation, int.MaxValue);
        Assert.Equal(rows, RawRows.Of(to, target.Root));
        Assert.Each(tables, table => Assert.Null(table.Difference));
        Assert.Equal((rows.Length, rows.Length, rows.Length), (copied, compared, (int)tables.Sum(table => table.Rows)));
        Assert.Equal(StoreCopy.Tables.Count, tables.Count(table => table.Rows > 0));
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task A_store_without_rows_is_copied_too(string to)
    {
        using var source = new TempStore(StorageOptions.Sqlite);
        using var target = new TempStore(to);

        var copy = new StoreCopy(source, target);
        await copy.BeginAsync(Ct);
        await copy.CopyAsync(_ => { }, Ct);
        await copy.EndAsync(Ct);

        Assert.False(await target.ReadAsync(new IsUnfinishedCopy()));
        Assert.Each(await copy.CompareAsync(_ => { }, Ct), table => Assert.Equal((0, null), (table.Rows, table.Difference)));
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task A_target_with_data_of_its_own_is_refused_and_stays_as_it_is(string to)
    {
        using var source = new TempStore(StorageOptions.Sqlite);
        using var target = new TempStore(to);
        await new RandomStore(random).FillAsync(source);
        await new RandomStore(random).FillAsync(target);
        target.Close();
        var before = RawRows.Of(to, target.Root);
        target.Reopen();

        var refusal = await Assert.ThrowsAsync<CannotStartException>(() => new StoreCopy(source, target).BeginAsync(Ct));

        Assert.Contains("not empty", refusal.Message, StringComparison.Ordinal);
        Assert.False(await target.ReadAsync(new IsUnfinishedCopy()));
        target.Close();
        Assert.Equal(before, RawRows.Of(to, target.Root));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task An_interrupted_copy_starts_again_and_also_has_what_changed_in_between(string from, string to)
    {
        using var source = new TempStore(from);
        using var target = new TempStore(to);
        var data = new RandomStore(random);
        await data.FillAsync(source);
        var interrupted = new StoreCopy(source, new BreakingStore(target, after: random.Next(2, 8)));
        await interrupted.BeginAsync(Ct);
        await Assert.ThrowsAsync<IOException>(() => interrupted.CopyAsync(_ => { }, Ct));
        Assert.True(await target.ReadAsync(new IsUnfinishedCopy()));
        await data.FillAsync(source);
        target.Reopen();

        var copy = new StoreCopy(source, target);
        Assert.Equal(CopyStart.BeganAgain, await copy.BeginAsync(Ct));
        await copy.CopyAsync(_ => { }, Ct);
        await copy.EndAsync(Ct);

        Assert.False(await target.ReadAsync(new IsUnfinishedCopy()));
        source.Close();
        target.Close();
        Assert.Equal(RawRows.Of(from, source.Root), RawRows.Of(to, target.Root));
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task An_unfinished_copy_is_no_source(string engine)
    {
        using var source = new TempStore(engine);
        using var half = new TempStore(engine);
        using var target = new TempStore(StorageOptions.Sqlite);
        await new StoreCopy(source, half).BeginAsync(Ct);

        var refusal = await Assert.ThrowsAsync<CannotStartException>(() => new StoreCopy(half, target).BeginAsync(Ct));

        Assert.Contains("unfinished", refusal.Message, StringComparison.Ordinal);
        Assert.False(await target.ReadAsync(new IsUnfinishedCopy()));
    }

    /// <summary>Fails after a number of writes, as when the connection or the disk is lost.</summary>
    private sealed class BreakingStore(IStore store, int after) : IStore
    {
        private int left = after;

        public ValueTask<T> ReadAsync<T>(Query<T> query, CancellationToken ct) => store.ReadAsync(query, ct);

        public ValueTask<T> WriteAsync<T>(Command<T> command, CancellationToken ct) =>
            left-- > 0 ? store.WriteAsync(command, ct) : throw new IOException("It is gone.");
    }
}
