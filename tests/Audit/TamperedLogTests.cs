using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Audit;

/// <summary>One byte of a stored entry is changed in the engine's own file, past the engine. The verification names the entry.</summary>
public sealed class TamperedLogTests
{
    private const int Entries = 40;

    [Theory]
    [InlineData(StorageOptions.Sqlite)]
    [InlineData(StorageOptions.LiteDb)]
    public async Task A_changed_byte_in_a_file_is_found(string engine)
    {
        using var store = new TempStore(engine);
        await FillAsync(store);
        store.Close();

        Assert.NotEqual(0, Change(store.File));

        store.Reopen();
        await IsFoundAsync(store);
    }

    [Fact]
    public async Task A_changed_byte_in_a_file_of_PostgreSQL_is_found()
    {
        using var server = OwnPostgres.Start();
        using (var store = Open(server)) await FillAsync(store);
        var folder = OwnPostgres.Ask(server.ConnectionString, "SHOW data_directory").Single();
        var file = OwnPostgres.Ask(server.ConnectionString, "SELECT pg_relation_filepath('audit')").Single();
        server.Ask("CHECKPOINT");
        server.Stop();

        Assert.NotEqual(0, Change(Path.Combine(folder, file)));

        server.StartAgain();
        using var again = Open(server);
        await IsFoundAsync(again);
    }

    private static Store Open(OwnPostgres server) => new(StorageRegistration.Open(
        new StorageOptions { Engine = StorageOptions.Postgres, ConnectionString = server.ConnectionString }, folder: null, ChatSchema.Migrations));

    private static async Task FillAsync(IStore store)
    {
        for (var i = 1; i <= Entries; i++)
        {
            await store.WriteAsync(new AddEntry(Some.Entry(detail: $"entry {i} tells this")), CancellationToken.None);
            await store.WriteAsync(new SealEntries(200), CancellationToken.None);
        }

        Assert.Null((await store.VerifyAsync()).Fault);
    }

    private static async Task IsFoundAsync(IStore store)
    {
        var log = await store.VerifyAsync();
        Assert.Equal((Entries, "Entry 17 was changed, or the hash of entry 16."), (log.Entries, log.Fault));
        Assert.Equal("entry 17 tells thiS", (await store.ReadAllAsync())[16].Entry.Detail);
    }

    /// <summary>Changes the entry, and what the engine may have left of it elsewhere in the file.</summary>
    private static int Change(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var wanted = "entry 17 tells this"u8;
        var changed = 0;
        for (var at = 0; bytes.AsSpan(at).IndexOf(wanted) is >= 0 and var next; changed++)
        {
            at += next + wanted.Length;
            bytes[at - 1] = (byte)'S';
        }

        File.WriteAllBytes(file, bytes);
        return changed;
    }
}
