using LiteDB;
using LiteDB.Engine;
using SamosaChaat.Features.Auth.GetCurrentUser;
using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Features.Conversations.DeleteConversation;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;

namespace SamosaChaat.Tests.Storage;

/// <summary>
/// A commit waits for its mark in the log. Were there ever a mark too many, a commit would be acknowledged before it is written; one too few,
/// and it would wait in vain. Everything here runs on one thread, because LiteDB binds a transaction to it.
/// </summary>
public sealed class LiteDbCommitTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private readonly CommitLog log;
    private readonly LiteEngine engine;
    private readonly LiteDatabase database;
    private readonly DocumentSession session;
    private readonly LiteDbWriter writer;

    public LiteDbCommitTests()
    {
        log = new CommitLog(Path.Combine(folder, "test-log.litedb"));
        engine = new LiteEngine(new EngineSettings { Filename = Path.Combine(folder, "test.litedb"), LogStream = log, Collation = Collation.Binary });
        database = new LiteDatabase(engine);
        DocumentMigrator.Migrate(database, LiteDbMigrations.Steps);
        engine.Checkpoint();
        session = new DocumentSession(database);
        writer = new LiteDbWriter(engine, session, log, new TicketLock());
    }

    [Fact]
    public void Every_commit_that_changes_something_leaves_one_mark_whatever_its_size()
    {
        var user = Some.User();
        Assert.Equal(1, MarksOf(new AddUser(user, Some.Session(user))));
        Assert.Equal(0, MarksOf(new AddUser(user, Some.Session(user))));

        // A batch of 16 MB makes LiteDB fold its log into the file as part of the commit.
        foreach (var (turns, length) in new[] { (1, 1), (3, 20_000), (80, 200_000), (2, 1) })
        {
            var conversations = Enumerable.Range(0, turns).Select(_ => Some.Conversation(user)).ToArray();
            var text = new string('x', length);
            Assert.Equal(1, MarksOf([.. conversations.Select(c => new AddConversation(c))]));
            Assert.Equal(1, MarksOf([.. conversations.Select(c => Some.Begin(user, c, c.Id, text))]));
            Assert.Equal(1, MarksOf([.. conversations.Select(c => new RemoveConversation(user.Id, c.Id))]));
            Assert.Equal(0, MarksOf([.. conversations.Select(c => new RemoveConversation(user.Id, c.Id))]));
        }
    }

    [Fact]
    public void A_rollback_leaves_no_mark_for_a_later_commit_to_mistake_for_its_own()
    {
        for (var i = 0; i < 30; i++)
        {
            var (lost, kept) = (Some.User(), Some.User());
            writer.Begin();
            // Every other time LiteDB itself refuses, and ends the transaction on the spot.
            Assert.True(writer.Run(new AddUser(lost, Some.Session(lost))));
            if (i % 2 == 0) Assert.Throws<LiteException>(() => writer.Run(new AddUser(lost with { Email = "other@example.com" }, Some.Session(lost))));
            writer.Rollback();

            Assert.Equal(1, MarksOf(new AddUser(kept, Some.Session(kept))));
            Assert.Null(new FindUser(lost.Id).Documents(session));
            Assert.Equal(kept, new FindUser(kept.Id).Documents(session));
        }
    }

    [Fact]
    public void A_transaction_that_ended_before_its_commit_is_no_success()
    {
        var user = Some.User();
        writer.Begin();
        writer.Run(new AddUser(user, Some.Session(user)));
        Assert.Throws<LiteException>(() => writer.Run(new AddUser(user with { Email = "other@example.com" }, Some.Session(user))));

        Assert.Throws<LiteException>(writer.Commit);

        writer.Rollback();
        Assert.Null(new FindUser(user.Id).Documents(session));
    }

    public void Dispose()
    {
        database.Dispose();
        engine.Dispose();
        log.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private long MarksOf<T>(params Command<T>[] batch)
    {
        var before = log.Commits;
        writer.Begin();
        foreach (var command in batch) writer.Run(command);
        writer.Commit();
        return log.Commits - before;
    }
}
