using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Demo;

/// <summary>Returns true if the store has no accounts.</summary>
internal sealed class IsEmpty : Query<bool>
{
    internal override bool Sql(SqlSession db) => !db.Prepare("SELECT 1 FROM users LIMIT 1").Any();

    internal override bool Documents(DocumentSession db) => !db.Users.Any();
}

/// <summary>Adds all users or none. Returns a taken email if there is one, else null.</summary>
internal sealed class AddSeededUsers(IReadOnlyList<User> users) : Command<string?>
{
    internal override string? Sql(SqlSession db)
    {
        if (users.FirstOrDefault(user => db.FindUserByEmail(user.Email) is not null) is { } known) return known.Email;
        foreach (var user in users) db.Add(user);
        return null;
    }

    internal override string? Documents(DocumentSession db)
    {
        if (users.FirstOrDefault(user => db.FindUserByEmail(user.Email) is not null) is { } known) return known.Email;
        foreach (var user in users) db.Add(user);
        return null;
    }
}

/// <summary>Adds a conversation with all its turns.</summary>
internal sealed class AddSeededConversation(SeededConversation seeded) : Command<bool>
{
    internal override bool Sql(SqlSession db)
    {
        db.Add(seeded.Conversation);
        foreach (var turn in seeded.Turns)
        {
            db.Add(turn.Question);
            db.Add(turn.Record, turn.Question.CreatedAt);
            if (turn.Answer is { } answer) db.Add(answer);
            db.EndAttempt(turn.Record.Id, turn.Record.Attempt, turn.Sent, turn.Outcome, turn.EndedAt);
        }

        return true;
    }

    internal override bool Documents(DocumentSession db)
    {
        db.Add(seeded.Conversation);
        foreach (var turn in seeded.Turns)
        {
            db.Add(turn.Question);
            db.Add(turn.Record, turn.Question.CreatedAt);
            if (turn.Answer is { } answer) db.Add(answer);
            db.EndAttempt(turn.Record.Id, turn.Record.Attempt, turn.Sent, turn.Outcome, turn.EndedAt);
        }

        return true;
    }
}

/// <summary>Replaces all data with the seeded data in one transaction, so that no reader sees an intermediate state.</summary>
/// <param name="session">A session of the first user.</param>
internal sealed class PutBack(IReadOnlyList<SeededUser> users, Session session) : Command<bool>
{
    internal override bool Sql(SqlSession db)
    {
        foreach (var table in Tables) db.Prepare($"DELETE FROM {table}").Execute();
        new AddSeededUsers([.. users.Select(seeded => seeded.User)]).Sql(db);
        foreach (var conversation in users.SelectMany(seeded => seeded.Conversations)) new AddSeededConversation(conversation).Sql(db);
        db.Add(session);
        return true;
    }

    internal override bool Documents(DocumentSession db)
    {
        foreach (var collection in db.Tables) collection.Clear();
        new AddSeededUsers([.. users.Select(seeded => seeded.User)]).Documents(db);
        foreach (var conversation in users.SelectMany(seeded => seeded.Conversations))
        {
            new AddSeededConversation(conversation).Documents(db);
        }

        db.Add(session);
        return true;
    }

    // Delete referencing rows first.
    internal static readonly string[] Tables = ["checkpoints", "generations", "messages", "conversations", "sessions", "users"];
}
