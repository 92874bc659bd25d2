using LiteDB;
using LiteDB.Engine;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>Is the only writer. Readers take turns between its steps. They see whole commits and never a part of one.</summary>
internal sealed class LiteDbWriter(LiteEngine engine, DocumentSession session, CommitLog log, TicketLock turns) : IWriter
{
    public void Begin() => turns.Run(engine.BeginTrans);

    public T Run<T>(Command<T> command) => turns.Run(() =>
    {
        try
        {
            return command.Documents(session);
        }
        catch (IOException)
        {
            // LiteDB closes itself when an operation meets a broken disk.
            log.Break();
            throw;
        }
    });

    public void Commit()
    {
        var (committed, before) = (false, log.SyncedCommits);
        try
        {
            OrClose(() =>
            {
                committed = turns.Run(engine.Commit);
                // Readers take their turns meanwhile, because they need not wait for the disk.
                log.Sync();
            });
        }
        catch (Exception) when (log.SyncedCommits > before)
        {
            // LiteDB could not fold its log after the commit. The commit is on the disk, and the next opening keeps it.
            return;
        }

        // An operation that failed inside has already ended the transaction. Nothing was left to commit, and that is a failure.
        if (!committed) throw new LiteException(0, "The transaction had ended before its commit.");
    }

    public void Rollback() => OrClose(() => turns.Run(engine.Rollback));

    /// <summary>Copies the log into the data file and empties it. No transaction may be open.</summary>
    public void FoldLog() => OrClose(() => turns.Run(engine.Checkpoint));

    public bool IsFullDisk(Exception failure) => failure is IOException e && e.IsFullDisk();

    // LiteDB closes itself when an operation meets a broken disk, but not when a commit or a rollback does. Its memory then differs from
    // the disk, so no caller may read it or write more.
    private void OrClose(Action step)
    {
        try
        {
            step();
        }
        catch
        {
            turns.Run(() =>
            {
                log.Break();
                engine.Dispose();
                return 0;
            });
            throw;
        }
    }
}
