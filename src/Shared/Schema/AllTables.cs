using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Schema;

/// <summary>Does what concerns all tables at once. Collections of a document store have the same names.</summary>
internal static class AllTables
{
    private const string Trash = "trash";

    /// <summary>Every table; one that refers to another comes first.</summary>
    public static readonly string[] Names =
    [
        "checkpoints", "versions", "generations", "messages", "instructions", Trash, "conversations", "sessions", "api_keys",
        "identities", "usage", "invites", "users", "audit_unsealed", "audit",
    ];

    private static readonly SqlText[] Deletions = Each("DELETE FROM {0}");
    private static readonly SqlText[] AnyRow = Each("SELECT 1 FROM {0} LIMIT 1");

    // A row of the trash names a conversation, which is counted already.
    private static readonly SqlText[] Counts = Each("SELECT count(*) FROM {0}", but: Trash);

    public static void ClearTables(this SqlSession db)
    {
        foreach (var text in Deletions) db.Write(db.Prepare(text).ExecuteAsync());
    }

    public static void ClearTables(this DocumentSession db)
    {
        foreach (var collection in db.Tables) collection.Clear();
    }

    public static async ValueTask<bool> HasRows(this SqlSession db)
    {
        foreach (var text in AnyRow)
        {
            if (await db.Prepare(text).AnyAsync()) return true;
        }

        return false;
    }

    public static bool HasRows(this DocumentSession db) => db.Tables.Any(collection => collection.Any());

    /// <summary>Counts the rows of all tables. The engine reads through all of them.</summary>
    public static async ValueTask<long> CountRows(this SqlSession db)
    {
        long all = 0;
        foreach (var text in Counts) all += await db.Prepare(text).NumberAsync() ?? 0;
        return all;
    }

    public static long CountRows(this DocumentSession db) => Names.Sum(name => (long)db.Collection(name).Count());

    private static SqlText[] Each(string text, string? but = null) => Array.ConvertAll(Array.FindAll(Names, name => name != but), name =>
    {
        var ofTable = text.Replace("{0}", name, StringComparison.Ordinal);
        return new SqlText(ofTable, ofTable);
    });
}
