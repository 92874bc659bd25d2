using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Tests.Storage.Damage;

/// <summary>
/// After a power cut, the last transaction of SQLite's log may be incomplete, and the note beside the log may be old or missing. That is
/// normal. The same in front of a later transaction is damage.
/// </summary>
public sealed class PowerCutTests : IAsyncLifetime
{
    private const string Log = "samosachaat.db-wal";
    private const string Note = "samosachaat.db-shm";
    private const int Frame = 4096 + 24;
    private const int Header = 32;

    private readonly TempStore store = new("sqlite");
    private readonly List<(User User, int End)> written = [];
    private byte[] log = [];
    private StoreFiles files = null!;

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < 4; i++)
        {
            var user = Some.User(new string('x', 20_000));
            Assert.True(await store.WriteAsync(new AddUser(user, Some.Session(user))));
            written.Add((user, StoreFiles.Of(store.Root)[Log].Length));
        }

        files = StoreFiles.Of(store.Root);
        log = files[Log];
    }

    public ValueTask DisposeAsync()
    {
        store.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_last_transaction_that_ends_early_is_left_out()
    {
        for (var cut = written[^2].End; cut < written[^1].End; cut += 1_000) await LacksTheLastAsync(log[..cut]);
    }

    [Fact]
    public async Task A_last_transaction_with_a_page_that_was_not_written_is_left_out()
    {
        for (var frame = written[^2].End; frame < written[^1].End; frame += Frame)
        {
            var torn = (byte[])log.Clone();
            torn.AsSpan(frame, Frame).Clear();
            await LacksTheLastAsync(torn);
        }
    }

    [Fact]
    public async Task A_page_that_is_gone_in_front_of_a_later_transaction_is_damage()
    {
        for (var frame = Header; frame < written[^2].End; frame += Frame)
        {
            var damaged = (byte[])log.Clone();
            damaged.AsSpan(frame + 24 + 100, 64).Fill(0x55);
            using var copy = Copy(damaged);

            Assert.Contains("frames of its log", Assert.Single(copy.AskDoctor()), StringComparison.Ordinal);
            Assert.Equal(Outcome.Refused, (await copy.OpenAsync(store)).Outcome);
        }
    }

    [Fact]
    public async Task Frames_of_an_earlier_use_of_the_log_are_no_damage()
    {
        // All frames are in the file now, so the next transaction writes over the first ones.
        OwnConnection.Run(store.File, "PRAGMA wal_checkpoint(FULL)");
        var late = Some.User();
        Assert.True(await store.WriteAsync(new AddUser(late, Some.Session(late))));
        var after = StoreFiles.Of(store.Root);
        Assert.Equal(log.Length, after[Log].Length);
        using var copy = new DamagedCopy("sqlite", after);

        Assert.Empty(copy.AskDoctor());
        Assert.Equal(Outcome.Equal, (await copy.OpenAsync(store)).Outcome);
    }

    [Fact]
    public async Task An_old_note_about_an_earlier_use_of_the_log_says_nothing()
    {
        OwnConnection.Run(store.File, "PRAGMA wal_checkpoint(FULL)");
        var late = Some.User();
        Assert.True(await store.WriteAsync(new AddUser(late, Some.Session(late))));
        using var copy = new DamagedCopy("sqlite", StoreFiles.Of(store.Root), Note, files[Note]);

        Assert.Empty(copy.AskDoctor());
        Assert.Equal(Outcome.Equal, (await copy.OpenAsync(store)).Outcome);
    }

    private async Task LacksTheLastAsync(byte[] torn)
    {
        using var copy = Copy(torn);
        Assert.Empty(copy.AskDoctor());

        var (outcome, said) = await copy.OpenAsync(store);

        Assert.Equal((Outcome.Less, $"users {written[^1].User.Id} is missing in the target"), (outcome, said));
    }

    /// <summary>The store with another log, and without the note.</summary>
    private DamagedCopy Copy(byte[] damaged)
    {
        var copy = new DamagedCopy("sqlite", files, Log, damaged);
        File.Delete(copy.PathOf(Note));
        return copy;
    }
}
