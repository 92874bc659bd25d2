using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Keeps the audit log in two tables: <c>audit_unsealed</c> takes entries in the transaction of the change that they tell of, and
/// <c>audit</c> is the chain. An entry moves from the one to the other and is never changed.
/// </summary>
internal static class AuditMapping
{
    public const string Columns = "id, at, kind, actor_id, user_id, source, detail";
    public const string SealedColumns = $"number, hash, {Columns}";

    private const string Values = "@id, @at, @kind, @actor, @user, @source, @detail";

    // Two nodes must not continue the chain at the same place. Nobody waits for this lock: who does not get it leaves the work to the other
    // one. Each store has a lock of its own, by the number of its table. SQLite has one writer anyway.
    private static readonly SqlText TryLock = new(
        "SELECT 1", "SELECT 1 WHERE pg_try_advisory_xact_lock('audit'::regclass::oid::bigint)");

    public static AuditEntry Read(Row row) => Read(row, 0);

    public static SealedEntry ReadSealed(Row row) => new(row.Long(0), Read(row, 2), row.Bytes(1));

    public static AuditEntry Read(BsonDocument document) => Read(document, document.Id());

    public static SealedEntry ReadSealed(BsonDocument document) =>
        new(document["_id"].AsInt64, Read(document, document["id"].AsGuid), document["hash"].AsBinary);

    public static ValueTask<bool> TryLockAudit(this SqlSession db) => db.Prepare(TryLock).AnyAsync();

    public static ValueTask<int> Add(this SqlSession db, AuditEntry entry) =>
        Set(db.Prepare($"INSERT INTO audit_unsealed ({Columns}) VALUES ({Values})"), entry).ExecuteAsync();

    public static void Add(this DocumentSession db, AuditEntry entry)
    {
        var document = Write(entry);
        document["_id"] = entry.Id;
        db.AuditUnsealed.Insert(document);
    }

    public static ValueTask<int> Add(this SqlSession db, SealedEntry entry) =>
        Set(db.Prepare($"INSERT INTO audit ({SealedColumns}) VALUES (@number, @hash, {Values})"), entry.Entry)
            .Set("@number", entry.Number)
            .Set("@hash", entry.Hash)
            .ExecuteAsync();

    public static void Add(this DocumentSession db, SealedEntry entry)
    {
        var document = Write(entry.Entry);
        document["_id"] = entry.Number;
        document["id"] = entry.Entry.Id;
        document["hash"] = entry.Hash;
        db.Audit.Insert(document);
    }

    /// <summary>Returns the oldest entries in the order of their times. Ids of one millisecond have no order.</summary>
    public static ValueTask<List<AuditEntry>> OldestUnsealed(this SqlSession db, int limit) =>
        db.Prepare($"SELECT {Columns} FROM audit_unsealed ORDER BY at, id LIMIT @limit").Set("@limit", limit).AllAsync(Read);

    public static List<AuditEntry> OldestUnsealed(this DocumentSession db, int limit) =>
        db.AuditUnsealed.Ascending("at", long.MinValue, limit, Read);

    public static ValueTask<int> RemoveUnsealed(this SqlSession db, Guid entryId) =>
        db.Prepare("DELETE FROM audit_unsealed WHERE id = @id").Set("@id", entryId).ExecuteAsync();

    public static void RemoveUnsealed(this DocumentSession db, Guid entryId) => db.AuditUnsealed.Delete(entryId);

    public static ValueTask<List<SealedEntry>> SealedFrom(this SqlSession db, long from, int limit) => db
        .Prepare($"SELECT {SealedColumns} FROM audit WHERE number >= @from ORDER BY number LIMIT @limit")
        .Set("@from", from)
        .Set("@limit", limit)
        .AllAsync(ReadSealed);

    public static List<SealedEntry> SealedFrom(this DocumentSession db, long from, int limit) =>
        db.Audit.Ascending("_id", from, limit, ReadSealed);

    public static ValueTask<List<SealedEntry>> SealedBelow(this SqlSession db, long below, int limit) => db
        .Prepare($"SELECT {SealedColumns} FROM audit WHERE number < @below ORDER BY number DESC LIMIT @limit")
        .Set("@below", below)
        .Set("@limit", limit)
        .AllAsync(ReadSealed);

    public static List<SealedEntry> SealedBelow(this DocumentSession db, long below, int limit) =>
        db.Audit.Descending("_id", below, limit, ReadSealed);

    public static ValueTask<SealedEntry?> NewestSealed(this SqlSession db) =>
        db.Prepare($"SELECT {SealedColumns} FROM audit ORDER BY number DESC LIMIT 1").OneAsync(ReadSealed);

    public static SealedEntry? NewestSealed(this DocumentSession db) => db.SealedBelow(long.MaxValue, 1).SingleOrDefault();

    public static ValueTask<int> RemoveSealedUpTo(this SqlSession db, long number) =>
        db.Prepare("DELETE FROM audit WHERE number <= @number").Set("@number", number).ExecuteAsync();

    public static void RemoveSealedUpTo(this DocumentSession db, long number) => db.Audit.DeleteUpTo("_id", number);

    private static AuditEntry Read(Row row, int first) => new(
        row.Guid(first),
        row.Time(first + 1),
        row.InternedText(first + 2),
        row.GuidOrNull(first + 3),
        row.GuidOrNull(first + 4),
        row.Text(first + 5),
        row.TextOrNull(first + 6));

    private static AuditEntry Read(BsonDocument document, Guid id) => new(
        id,
        document.Time("at"),
        document["kind"].AsString,
        document["actor_id"].AsNullable(static value => value.AsGuid),
        document["user_id"].AsNullable(static value => value.AsGuid),
        document["source"].AsString,
        document["detail"].AsString);

    private static SqlStatement Set(SqlStatement statement, AuditEntry entry) => statement
        .Set("@id", entry.Id)
        .Set("@at", entry.At)
        .Set("@kind", entry.Kind)
        .Set("@actor", entry.ActorId)
        .Set("@user", entry.UserId)
        .Set("@source", entry.Source)
        .Set("@detail", entry.Detail);

    private static BsonDocument Write(AuditEntry entry) => new()
    {
        ["at"] = Microseconds.From(entry.At),
        ["kind"] = entry.Kind,
        ["actor_id"] = entry.ActorId,
        ["user_id"] = entry.UserId,
        ["source"] = entry.Source,
        ["detail"] = entry.Detail,
    };
}
