using LiteDB;
using LiteDB.Engine;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;

namespace SamosaChaat.Tests.Storage;

public sealed class LiteDbBrokenLogTests
{
    // LiteDB's finalizer throws for a transaction whose commit was cut short. In the program the engine lives as long as the process, so here too.
    private static readonly List<LiteEngine> KeptFromTheCollector = [];

    [Fact]
    public async Task A_log_that_cannot_be_written_fails_writes_and_holds_up_nobody()
    {
        var folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
        var log = new CommitLog(Path.Combine(folder, "test-log.litedb"));
        var engine = new LiteEngine(new EngineSettings { Filename = Path.Combine(folder, "test.litedb"), LogStream = log, Collation = Collation.Binary });
        KeptFromTheCollector.Add(engine);
        var database = new LiteDatabase(engine);
        DocumentMigrator.Migrate(database, LiteDbMigrations.Steps);
        var turns = new TicketLock();
        var session = new DocumentSession(database);
        var queue = new WriteQueue(new LiteDbWriter(engine, session, log, turns));
        var user = Some.User();
        Assert.True(await queue.Enqueue(new AddUser(user, Some.Session(user)), CancellationToken.None));

        // As a full or a lost disk would: from here on no page can be written.
        log.Dispose();

        var writes = Enumerable.Range(0, 3).Select(_ => Some.User())
            .Select(late => queue.Enqueue(new AddUser(late, Some.Session(late)), CancellationToken.None)).ToArray();
        foreach (var write in writes) await Assert.ThrowsAnyAsync<IOException>(() => write.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken));
        var turn = Task.Run(() => turns.Run(() => true), TestContext.Current.CancellationToken);
        Assert.True(await turn.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken), "A reader's turn comes.");

        queue.Dispose();
        database.Dispose();
        engine.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
