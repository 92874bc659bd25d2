using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SamosaChaat.Shared.Storage.Sqlite;

/// <summary>Writes on every SQL engine, with one session and one transaction at a time.</summary>
internal sealed class SqliteWriter(SqliteSession session) : IWriter
{
    // SQLITE_IOERR_SHMSIZE: the index of the log, which is a file of its own, could not grow.
    private const int NoRoomForIndex = raw.SQLITE_IOERR | (19 << 8);

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

    // SQLite writes over what such a transaction has left in its log.
    public bool IsFullDisk(Exception failure) => IsFull(failure);

    /// <summary>True if a full disk is the reason for a failure of SQLite.</summary>
    public static bool IsFull(Exception failure) =>
        failure is SqliteException e && (e.SqliteErrorCode == raw.SQLITE_FULL || e.SqliteExtendedErrorCode == NoRoomForIndex);
}
