using System.Data.Common;

namespace SamosaChaat.Shared.Storage.Sqlite;

/// <summary>Writes on every SQL engine, with one session and one transaction at a time.</summary>
internal sealed class SqliteWriter(SqliteSession session) : IWriter
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
            // A full disk or a broken file may have ended the transaction already. If not, the next one cannot begin and reports it.
        }
    }
}
