using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.LiteDb;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Creates the indexes, and changes old documents, before the first read. <c>user_version</c> holds their version, as with SQLite.
/// </summary>
internal static class LiteDbMigrations
{
    public static IReadOnlyList<Action<LiteDatabase>> Steps { get; } =
        [Initial, Attempts, Instructions, AccountRoles, ApiKeys, Identities, AuditLog, Versions, Pins, Search, Trash];

    private static void Initial(LiteDatabase database)
    {
        database.GetCollection("users").EnsureIndex("email", unique: true);
        database.GetCollection("sessions").EnsureIndex("user_id");
        database.GetCollection("messages").EnsureIndex(MessageMapping.InOrder, unique: true);
        // Operations find all other documents by their ids. LiteDB makes a collection when it first writes to it.
    }

    /// <summary>Does the same as 0002-attempts.sql: gives each turn two places and stores its state by attempts.</summary>
    private static void Attempts(LiteDatabase database)
    {
        var messages = database.GetCollection("messages");
        foreach (var conversation in database.GetCollection("conversations").Query().Select("$._id").ToList())
        {
            var id = conversation["_id"].AsGuid;
            var place = -2;
            var moves = new Stack<(BsonValue Message, int Place)>();
            var inOrder = messages.Query()
                .Where($"$.{MessageMapping.InOrder} BETWEEN @0 AND @1", Keys.Of(id, 0), Keys.Of(id, int.MaxValue))
                .OrderBy($"$.{MessageMapping.InOrder}");
            foreach (var message in inOrder.ToEnumerable())
            {
                if (message["role"].AsString == Roles.User) place += 2;
                moves.Push((message["_id"], message["role"].AsString == Roles.User ? place : place + 1));
            }

            // Places only grow. Moving the last message first therefore always leaves room.
            while (moves.TryPop(out var move))
            {
                var message = messages.FindById(move.Message);
                message["sequence"] = move.Place;
                message[MessageMapping.InOrder] = Keys.Of(id, move.Place);
                messages.Update(message);
            }
        }

        var generations = database.GetCollection("generations");
        // A step has no transaction around it. After an interruption it starts again and skips turns without a status, which are done.
        foreach (var turn in generations.FindAll().Where(turn => turn["status"].IsString).ToArray())
        {
            var reason = turn["status"].AsString;
            turn["running"] = reason == "running";
            turn["attempt"] = 0;
            turn["model_tag"] = messages.FindById(turn["_id"])["model_tag"];
            if (reason != "running") (turn["finish_reason"], turn["outcome_attempt"]) = (reason, 0);
            turn.Remove("status");
            generations.Update(turn);
        }
    }

    /// <summary>
    /// Changes nothing: LiteDB makes the collection when it first writes to it. The new version keeps out earlier programs, which would
    /// leave the instructions of a deleted conversation behind.
    /// </summary>
    private static void Instructions(LiteDatabase database)
    {
    }

    /// <summary>Does the same as 0009-roles.sql: the oldest account becomes the administrator.</summary>
    private static void AccountRoles(LiteDatabase database)
    {
        var users = database.GetCollection("users");
        // An interrupted step starts again. The administrator is the same one then.
        var oldest = users.Query().ToEnumerable()
            .OrderBy(user => user["created_at"].AsInt64).ThenBy(user => user.Id()).FirstOrDefault()?.Id();
        foreach (var user in users.FindAll().ToArray())
        {
            user["role"] = user.Id() == oldest ? UserRoles.Admin : UserRoles.User;
            users.Update(user);
        }
    }

    /// <summary>
    /// The new version also keeps out earlier programs. They would drop the family of a session, and leave the keys of a removed user.
    /// </summary>
    private static void ApiKeys(LiteDatabase database) => database.GetCollection("api_keys").EnsureIndex("user_id");

    /// <summary>The new version also keeps out earlier programs, which would leave the identities of a removed user.</summary>
    private static void Identities(LiteDatabase database) => database.GetCollection("identities").EnsureIndex("user_id");

    /// <summary>The new version also keeps out earlier programs, which would write nothing to the audit log.</summary>
    private static void AuditLog(LiteDatabase database) => database.GetCollection("audit_unsealed").EnsureIndex("at");

    /// <summary>Does the same as 0014-versions.sql: a turn behind an answer of a later attempt follows that attempt.</summary>
    private static void Versions(LiteDatabase database)
    {
        database.GetCollection("versions").EnsureIndex("answer_id");
        var messages = database.GetCollection("messages");
        foreach (var turn in database.GetCollection("generations").Find("$.outcome_attempt > 0").ToArray())
        {
            var question = messages.FindById(turn["_id"]);
            var key = Keys.Of(question["conversation_id"].AsGuid, question["sequence"].AsInt32 + 2);
            if (messages.FindOne($"$.{MessageMapping.InOrder} = @0", key) is not { } next) continue;
            next["parent_attempt"] = turn["outcome_attempt"];
            messages.Update(next);
        }
    }

    /// <summary>
    /// Changes nothing: no conversation is pinned or archived yet. The new version keeps out earlier programs, which would look for
    /// archived conversations in the wrong list.
    /// </summary>
    private static void Pins(LiteDatabase database)
    {
    }

    /// <summary>Writes the index of messages. The new version keeps out earlier programs, which would not change it.</summary>
    private static void Search(LiteDatabase database)
    {
        // A transaction for many conversations, because each one is synced. An interrupted step starts again, and writes all sections anew.
        const int AtOnce = 100;
        var session = new DocumentSession(database);
        database.GetCollection(SearchSections.Name).EnsureIndex(SearchSections.ByTime);
        foreach (var some in database.GetCollection("conversations").Query().Select("$._id").ToList().Chunk(AtOnce))
        {
            database.BeginTrans();
            foreach (var conversation in some) session.WriteSections(conversation["_id"].AsGuid);
            database.Commit();
        }
    }

    /// <summary>The new version also keeps out earlier programs, which would leave the trash of a removed user.</summary>
    private static void Trash(LiteDatabase database)
    {
        database.GetCollection("trash").EnsureIndex(TrashMapping.InOrder, unique: true);
        database.GetCollection("trash").EnsureIndex(TrashMapping.DeletedAt);
    }
}
