using System.Data.Common;

namespace SamosaChaat.Shared.Storage.Sql;

/// <summary>The writer of every SQL engine: one session, one transaction at a time.</summary>
internal sealed class SqlWriter(SqlSession session) : IWriter
{
    private bool open;

    public void Begin()
    {
        session.BeginWrite();
        open = true;
    }

    public T Run<T>(Command<T> command) => command.Sql(session).Now();

    public void Commit()
    {
        session.Commit();
        open = false;
    }

    public void Rollback()
    {
        if (!open) return;
        open = false;
        try
        {
            session.Rollback();
        }
        catch (DbException)
        {
            // A full disk or a broken file may have ended the transaction already; if it has not, the next one cannot begin and says so.
        }
    }
}
