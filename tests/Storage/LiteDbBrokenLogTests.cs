using LiteDB;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Storage;

public sealed class LiteDbBrokenLogTests
{

    [Fact]
    public async Task A_log_that_cannot_be_written_fails_writes_and_holds_up_nobody()
    {
        using var parts = new LiteDbParts();

        // As a full or a lost disk would: from here on no page can be written.
        await FailsAsync(parts, parts.Log.Dispose);
    }

    [Fact]
    public async Task A_log_that_cannot_be_synced_fails_writes_and_holds_up_nobody()
    {
        var broken = false;
        using var parts = new LiteDbParts(_ =>
        {
            if (broken) throw new IOException("The disk is gone.");
        });

        await FailsAsync(parts, () => broken = true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_sync_that_failed_once_is_not_forgotten_whichever_of_a_commits_two(int failing)
    {
        var (broken, syncs) = (false, 0);
        using var parts = new LiteDbParts(_ =>
        {
            // The system may have thrown away the pages of a sync that failed. The next sync succeeds without them.
            if (broken && ++syncs == failing) throw new IOException("The disk was away for a moment.");
        });

        await FailsAsync(parts, () => broken = true);
    }

    private static async Task FailsAsync(LiteDbParts parts, Action breakLog)
    {
        var ct = TestContext.Current.CancellationToken;
        using var queue = new WriteQueue(parts.Writer);
        var user = Some.User();
        Assert.True(await queue.Enqueue(new AddUser(user, Some.Session(user)), CancellationToken.None));

        breakLog();

        var writes = Enumerable.Range(0, 3).Select(_ => Some.User())
            .Select(late => queue.Enqueue(new AddUser(late, Some.Session(late)), CancellationToken.None)).ToArray();
        var first = await Assert.ThrowsAnyAsync<Exception>(() => writes[0].WaitAsync(Patience.Limit, ct));
        Assert.IsAssignableFrom<IOException>(first);
        foreach (var write in writes) await Assert.ThrowsAnyAsync<Exception>(() => write.WaitAsync(Patience.Limit, ct));
        // The store is closed. A reader is told so, and nobody reads what was never on the disk.
        var read = Task.Run(() => parts.Turns.Run(() => new FindUser(user.Id).Documents(parts.Session)), ct);
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => read.WaitAsync(Patience.Limit, ct));
        Assert.True(refusal is LiteException or ObjectDisposedException, refusal.ToString());
    }
}
