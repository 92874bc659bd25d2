using LiteDB;
using LiteDB.Engine;

namespace SamosaChaat.Shared.Storage.LiteDb;

/// <summary>The one writer. Readers have their turns between its steps and see what was committed, never a part of what it is about to.</summary>
internal sealed class LiteDbWriter(LiteEngine engine, DocumentSession session, CommitLog log, TicketLock turns) : IWriter
{
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(30);

    public void Begin() => turns.Run(() =>
    {
        session.Changed = false;
        return engine.BeginTrans();
    });

    public T Run<T>(Command<T> command) => turns.Run(() => command.Documents(session));

    public void Commit()
    {
        var mark = log.Commits + 1;
        // An operation that failed inside has ended the transaction already; then there is nothing to commit, and that is a failure.
        if (!turns.Run(engine.Commit)) throw new LiteException(0, "The transaction had ended before its commit.");
        // A transaction that changed nothing leaves no mark in the log.
        if (session.Changed) log.WaitFor(mark, WriteTimeout);
    }

    public void Rollback() => turns.Run(() =>
    {
        // LiteDB has closed itself then, or is about to: nothing is left to end, and a checkpoint would wait for a queue that stands still.
        if (log.IsBroken) return 0;

        engine.Rollback();
        // A rollback may leave a mark of its own in the log; after a checkpoint, marks and commits are in step again.
        return engine.Checkpoint();
    });
}
