using System.Globalization;
using LiteDB;
using LiteDB.Engine;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Checks a whole LiteDB store without writing to it. LiteDB has no check of its own. This class reads every document and finds it
/// again through every index. It also compares documents that belong together. No server may run on the store.
/// </summary>
internal static class LiteDbInspection
{
    private const int Most = 20;

    private static readonly string[] Lists =
        [ConversationBuckets.Listed, ConversationBuckets.Archived, ConversationBuckets.Pinned, ConversationBuckets.Temporary];

    /// <summary>Returns the store's faults. The list is empty if there are none.</summary>
    /// <param name="expected">The id that the store must have if it has one. Null for any.</param>
    public static IReadOnlyList<string> Faults(string file, Guid? expected = null)
    {
        try
        {
            using var data = new ReadOnlyPages(file);
            using var log = new ReadOnlyPages(CommitLog.FileOf(file));
            using var engine = new LiteEngine(new EngineSettings { DataStream = data, LogStream = log, ReadOnly = true });
            using var database = new LiteDatabase(engine);
            if (SchemaVersion.FaultOf(database.UserVersion, LiteDbMigrations.Steps.Count) is { } fault) return [fault];
            var id = new DocumentSession(database).FindStoreId();
            if (id is null && database.CollectionExists(StoreIdTable.Name)) return ["its id cannot be read"];
            StoreIdentity.Settle(id, expected);
            return [.. Indexes(database).Concat(References(database)).Take(Most)];
        }
        catch (Exception e)
        {
            // The exception can have any type, because LiteDB can meet a damaged page anywhere.
            return [$"it cannot be read completely: {e.Message}"];
        }
    }

    private static IEnumerable<string> Indexes(LiteDatabase database)
    {
        foreach (var indexes in database.GetCollection("$indexes").FindAll().ToLookup(index => index["collection"].AsString))
        {
            var documents = database.GetCollection(indexes.Key);
            var stored = documents.InPortions().Count();
            // The first reading was by the index of the ids.
            foreach (var index in indexes.Where(index => index["expression"].AsString != DocumentPortions.ById))
            {
                var found = documents.InPortions(index["expression"].AsString).Count();
                if (stored == found) continue;
                yield return string.Create(
                    CultureInfo.InvariantCulture, $"{indexes.Key} has {stored} documents, and its index {index["name"].AsString} finds {found}");
            }
        }
    }

    private static IEnumerable<string> References(LiteDatabase database)
    {
        HashSet<Guid> Ids(string name) =>
            [.. database.GetCollection(name).Query().Select("$._id").ToEnumerable().Select(document => document["_id"].AsGuid)];

        var (users, messages) = (Ids("users"), Ids("messages"));
        HashSet<Guid> conversations = [.. Ids("conversations"), .. Ids("trash")];
        (string From, string Field, HashSet<Guid> To)[] references =
        [
            ("sessions", "user_id", users),
            ("identities", "user_id", users),
            ("invites", "created_by", users),
            ("conversations", "user_id", users),
            ("trash", "user_id", users),
            ("instructions", "_id", conversations),
            ("messages", "conversation_id", conversations),
            ("generations", "_id", messages),
            ("running", "message_id", messages),
            ("versions", "message_id", messages),
        ];
        foreach (var (from, field, to) in references)
        {
            var lost = database.GetCollection(from).InPortions()
                .Count(document => !document[field].IsNull && !to.Contains(document[field].AsGuid));
            if (lost == 0) continue;
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{lost} documents of {from} refer to missing documents by {field}");
        }

        var stored = database.GetCollection("conversations").InPortions().Select(ConversationMapping.Read).ToHashSet();
        foreach (var list in Lists)
        {
            var expected = stored.Where(row => ConversationBuckets.ListsOf(row).Contains(list)).ToHashSet();
            var listed = database.GetCollection(list).InPortions().SelectMany(bucket => Bucket.Read(bucket).Rows).ToArray();
            if (listed.Length == expected.Count && expected.SetEquals(listed)) continue;
            yield return $"users' lists in {list} do not match the stored conversations";
        }
    }
}
