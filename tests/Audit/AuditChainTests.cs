using System.Data.Common;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Audit;

/// <summary>The chain has every entry once, shows what is missing in it, and goes on where old entries were removed.</summary>
public abstract class AuditChainTests(string engine) : IDisposable
{
    private readonly TempStore store = new(engine);

    [Fact]
    public async Task Entries_get_numbers_in_the_order_of_their_times_and_are_as_they_were_written()
    {
        var entries = await AddAsync(5);

        Assert.Equal(5, await store.WriteAsync(new SealEntries(200)));
        Assert.Equal(0, await store.WriteAsync(new SealEntries(200)));

        var log = await store.ReadAllAsync();
        Assert.Equal([1, 2, 3, 4, 5], log.Select(entry => entry.Number));
        Assert.Equal(entries, log.Select(entry => entry.Entry));
        var verified = await store.VerifyAsync();
        Assert.Equal((5, 5, null), (verified.Entries, verified.Newest!.Number, verified.Fault));
    }

    [Fact]
    public async Task A_log_without_entries_is_whole_and_has_no_hash()
    {
        Assert.Equal(new VerifiedLog(0, null, null), await store.VerifyAsync());
        Assert.NotNull((await store.VerifyAsync(new string('a', 64))).Fault);
    }

    [Fact]
    public async Task Sealers_at_the_same_time_make_one_chain()
    {
        var entries = await Task.WhenAll(Enumerable.Range(0, 10).Select(async round =>
        {
            var added = await AddAsync(20);
            while (await store.WriteAsync(new SealEntries(7)) is not 0)
            {
                // Until nothing is left.
            }

            return added;
        }));

        var log = await store.ReadAllAsync();

        Assert.Equal(entries.SelectMany(added => added).Select(entry => entry.Id).Order(), log.Select(entry => entry.Entry.Id).Order());
        Assert.Null((await store.VerifyAsync()).Fault);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(150)]
    [InlineData(299)]
    public async Task A_missing_entry_is_named(int number)
    {
        await AddAsync(300);
        await store.ReadAllAsync();

        await store.WriteAsync(new RemoveRows(number, number));

        Assert.Equal($"Entry {number} is missing.", (await store.VerifyAsync()).Fault);
    }

    [Fact]
    public async Task An_end_that_was_cut_off_shows_by_a_hash_that_was_kept()
    {
        await AddAsync(10);
        var head = (await store.ReadAllAsync())[^1].HashText;
        await AddAsync(1);
        await store.ReadAllAsync();
        Assert.Null((await store.VerifyAsync(head)).Fault);

        await store.WriteAsync(new RemoveRows(10, 11));

        Assert.Null((await store.VerifyAsync()).Fault);
        Assert.Contains("shortened", (await store.VerifyAsync(head)).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_entries_go_and_the_rest_is_still_verified()
    {
        await AddAsync(6);
        await store.ReadAllAsync();
        await AddAsync(3, Some.Time.AddDays(10));
        var before = await store.ReadAllAsync();

        Assert.Equal(4, await RemoveOldAsync(limit: 4));
        Assert.Equal(2, await RemoveOldAsync(limit: 4));
        Assert.Equal(0, await RemoveOldAsync(limit: 4));

        var log = await store.ReadAllAsync();
        Assert.Equal([7, 8, 9, 10, 11], log.Select(entry => entry.Number));
        Assert.Equal($"6 {before[5].HashText}", log[^1].Entry.Detail);
        Assert.Null((await store.VerifyAsync(before[^1].HashText)).Fault);
        await store.WriteAsync(new RemoveRows(7, 7));
        Assert.Equal("Entry 7 is missing.", (await store.VerifyAsync()).Fault);
    }

    [Fact]
    public async Task When_all_entries_are_old_the_chain_goes_on()
    {
        await AddAsync(3);
        await store.ReadAllAsync();

        Assert.Equal(3, await RemoveOldAsync(limit: 200));
        await AddAsync(1);

        Assert.Equal([4, 5], (await store.ReadAllAsync()).Select(entry => entry.Number));
        Assert.Null((await store.VerifyAsync()).Fault);
    }

    [Fact]
    public async Task No_statement_changes_an_entry()
    {
        if (engine == StorageOptions.LiteDb) Assert.Skip("LiteDB has no triggers. No operation of the program changes an entry.");
        await AddAsync(1);
        await store.ReadAllAsync();
        await AddAsync(1);

        foreach (var table in new[] { "audit", "audit_unsealed" })
        {
            var refused = await Assert.ThrowsAnyAsync<DbException>(() => store.WriteAsync(new Overwrite(table)));
            Assert.Contains("an entry of the audit log does not change", refused.Message, StringComparison.Ordinal);
        }

        Assert.Null((await store.VerifyAsync()).Fault);
    }

    public void Dispose()
    {
        store.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task<List<AuditEntry>> AddAsync(int count, DateTime? at = null)
    {
        var entries = Enumerable.Range(0, count).Select(i => Some.Entry(detail: i % 2 == 0 ? null : $"{i}") with { At = (at ?? Some.Time).AddMicroseconds(i) }).ToList();
        await Task.WhenAll(entries.Select(entry => store.WriteAsync(new AddEntry(entry))));
        return entries;
    }

    private Task<int?> RemoveOldAsync(int limit) => store.WriteAsync(
        new RemoveOldEntries(Some.Time.AddDays(1), Some.Entry(AuditKinds.EntriesRemoved) with { At = Some.Time.AddDays(20) }, limit));

    /// <summary>Removes entries behind the program's back.</summary>
    private sealed class RemoveRows(long from, long to) : Command<bool>
    {
        internal override Guid Key => Guid.Empty;

        internal override async ValueTask<bool> Sql(SqlSession db) => await db
            .Prepare("DELETE FROM audit WHERE number BETWEEN @from AND @to").Set("@from", from).Set("@to", to).ExecuteAsync() > 0;

        internal override bool Documents(DocumentSession db)
        {
            for (var number = from; number <= to; number++) db.Audit.Delete(number);
            return true;
        }
    }

    private sealed class Overwrite(string table) : Command<bool>
    {
        private static readonly SqlText Sealed = new("UPDATE audit SET detail = 'x'", "UPDATE audit SET detail = 'x'");
        private static readonly SqlText Unsealed = new("UPDATE audit_unsealed SET detail = 'x'", "UPDATE audit_unsealed SET detail = 'x'");

        internal override Guid Key => Guid.Empty;

        internal override async ValueTask<bool> Sql(SqlSession db) => await db.Prepare(table == "audit" ? Sealed : Unsealed).ExecuteAsync() > 0;

        internal override bool Documents(DocumentSession db) => throw new NotSupportedException();
    }
}

public sealed class AuditChainOnSqlite() : AuditChainTests("sqlite");

public sealed class AuditChainOnLiteDb() : AuditChainTests("litedb");

public sealed class AuditChainOnPostgres() : AuditChainTests("postgres");
