using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Runs a command and, if it did what it was to do, adds an entry of the audit log in the same transaction. So a change never lacks its
/// entry, and a refusal has none.
/// </summary>
/// <param name="isDone">Returns true for the result of a command that did it.</param>
internal sealed class Audited<T>(Command<T> command, AuditEntry entry, Func<T, bool> isDone) : Command<T>
{
    internal override Guid Key => command.Key;

    internal override Guid? SecondKey => command.SecondKey;

    internal override bool UsesReserve => command.UsesReserve;

    internal override string Name => command.Name;

    internal override async ValueTask<T> Sql(SqlSession db)
    {
        var result = await command.Sql(db);
        if (isDone(result)) new SqlTables(db).Add(entry);
        return result;
    }

    internal override T Documents(DocumentSession db)
    {
        var result = command.Documents(db);
        if (isDone(result)) new DocumentTables(db).Add(entry);
        return result;
    }
}

internal static class AuditedExtensions
{
    /// <inheritdoc cref="Audited{T}"/>
    public static Command<T> Audited<T>(this Command<T> command, AuditEntry entry, Func<T, bool> isDone) =>
        new Audited<T>(command, entry, isDone);

    /// <inheritdoc cref="Audited{T}"/>
    public static Command<bool> Audited(this Command<bool> command, AuditEntry entry) => command.Audited(entry, static done => done);
}
