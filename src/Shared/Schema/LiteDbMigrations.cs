using LiteDB;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage.LiteDb;

namespace SamosaChaat.Shared.Schema;

/// <summary>Collections and indexes, by version, in <c>user_version</c> as with SQLite. All are made before anybody reads.</summary>
internal static class LiteDbMigrations
{
    public static IReadOnlyList<Action<LiteDatabase>> Steps { get; } = [Initial, Attempts];

    private static void Initial(LiteDatabase database)
    {
        database.GetCollection("users").EnsureIndex("email", unique: true);
        database.GetCollection("sessions").EnsureIndex("user_id");
        database.GetCollection("messages").EnsureIndex(MessageMapping.InOrder, unique: true);
        // The rest are found by their ids; LiteDB makes a collection when it first writes to it.
    }

    /// <summary>The same as 0002-attempts.sql: two places a turn, and a turn's state by attempts.</summary>
    private static void Attempts(LiteDatabase database)
    {
        var messages = database.GetCollection("messages");
        foreach (var conversation in database.GetCollection("conversations").Query().Select("$._id").ToList())
        {
            var id = conversation["_id"].AsGuid;
            var place = -2;
            var moves = new Stack<(BsonValue Message, int Place)>();
            foreach (var message in messages.Query().Where($"$.{MessageMapping.InOrder} BETWEEN @0 AND @1", Keys.Of(id, 0), Keys.Of(id, int.MaxValue)).OrderBy($"$.{MessageMapping.InOrder}").ToEnumerable())
            {
                if (message["role"].AsString == Roles.User) place += 2;
                moves.Push((message["_id"], message["role"].AsString == Roles.User ? place : place + 1));
            }

            // Places only grow, so from the last one on there is always room.
            while (moves.TryPop(out var move))
            {
                var message = messages.FindById(move.Message);
                message["sequence"] = move.Place;
                message[MessageMapping.InOrder] = Keys.Of(id, move.Place);
                messages.Update(message);
            }
        }

        var generations = database.GetCollection("generations");
        // Those without a status have been through this before: a step has no transaction around it, and begins again where it was cut off.
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
}
