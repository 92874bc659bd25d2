using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Storage;

/// <summary>
/// Marks a store that a copy has begun to fill. The mark is set in the transaction that finds the store empty, and removed after the
/// last comparison. It is no migration, because a store has it for the time of a copy only.
/// </summary>
internal static class UnfinishedCopy
{
    private const string Name = "unfinished_copy";

    private static readonly SqlText Find = new(
        $"SELECT 1 FROM sqlite_master WHERE name = '{Name}'", $"SELECT 1 WHERE to_regclass('{Name}') IS NOT NULL");

    public static ValueTask<bool> HasCopyMark(this SqlSession db) => db.Prepare(Find).AnyAsync();

    public static bool HasCopyMark(this DocumentSession db) => db.Collection(Name).Any();

    public static void SetCopyMark(this SqlSession db) => db.Write(db.Prepare($"CREATE TABLE {Name} (mark integer)").ExecuteAsync());

    public static void SetCopyMark(this DocumentSession db) => db.Collection(Name).Insert(new() { ["_id"] = Guid.Empty });

    public static void RemoveCopyMark(this SqlSession db) => db.Write(db.Prepare($"DROP TABLE IF EXISTS {Name}").ExecuteAsync());

    public static void RemoveCopyMark(this DocumentSession db) => db.Collection(Name).Clear();
}

/// <summary>True if a copy has begun to fill the store and has not ended.</summary>
internal sealed class IsUnfinishedCopy : Query<bool>
{
    internal override ValueTask<bool> Sql(SqlSession db) => db.HasCopyMark();

    internal override bool Documents(DocumentSession db) => db.HasCopyMark();
}
