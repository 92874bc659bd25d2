using SamosaChaat.Shared.Schema;
using LiteDB;
using LiteDB.Engine;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;

namespace SamosaChaat.Tests.Storage;

public sealed class LiteDbDurabilityTests
{
    [Fact]
    public async Task A_write_is_not_acknowledged_before_its_pages_are_in_the_log()
    {
        var folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
        // Made beforehand: LiteDB writes apart from the commit when its queue is used for the first time, and later only when it is busy.
        new LiteDbEngine(Path.Combine(folder, "test.litedb"), LiteDbMigrations.Steps).Dispose();
        using (var log = new CommitLog(Path.Combine(folder, "test-log.litedb")))
        using (var engine = new LiteEngine(new EngineSettings { Filename = Path.Combine(folder, "test.litedb"), LogStream = log, Collation = Collation.Binary }))
        using (var database = new LiteDatabase(engine))
        {
            using var queue = new WriteQueue(new LiteDbWriter(engine, new DocumentSession(database), log, new TicketLock()));
            using var disk = new Gate();
            // LiteDB writes under this lock: while it is held the disk is as slow as can be.
            var slow = Task.Run(() => { lock (log) disk.Pass(); }, TestContext.Current.CancellationToken);
            await disk.Reached;
            var user = Some.User();

            var write = queue.Enqueue(new AddUser(user, Some.Session(user)), CancellationToken.None);

            // There is no event for what must not happen; it has half a second to happen in.
            await Assert.ThrowsAsync<TimeoutException>(() => write.WaitAsync(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken));
            disk.Open();
            Assert.True(await write);
            await slow;
        }

        Directory.Delete(folder, recursive: true);
    }
}
