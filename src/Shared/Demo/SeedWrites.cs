using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Demo;

/// <summary>Adds all users, or none: then it returns an email that is taken.</summary>
internal sealed class AddSeededUsers(IReadOnlyList<User> users) : TableCommand<User?, string?>
{
    internal override Guid Key => users[0].Id;

    internal override async ValueTask<User?> LookAsync(ITableReader db)
    {
        foreach (var user in users)
        {
            if (await db.FindUserByEmail(user.Email) is { } taken) return taken;
        }

        return null;
    }

    internal override string? Decide(User? seen, ITableWriter writes)
    {
        if (seen is not null) return seen.Email;
        foreach (var user in users) writes.Add(user);
        return null;
    }
}

/// <summary>Adds a conversation with all its turns.</summary>
internal sealed class AddSeededConversation(SeededConversation seeded) : TableCommand<bool, bool>
{
    internal override Guid Key => seeded.Conversation.Id;

    internal override ValueTask<bool> LookAsync(ITableReader db) => new(true);

    internal override bool Decide(bool seen, ITableWriter writes)
    {
        writes.Add(seeded.Conversation);
        foreach (var turn in seeded.Turns)
        {
            writes.Add(turn.Question);
            writes.Add(turn.Record, turn.Question.CreatedAt);
            if (turn.Answer is { } answer) writes.Add(answer);
            writes.EndAttempt(turn.Record, turn.Sent, turn.Outcome, turn.EndedAt);
        }

        return true;
    }
}

/// <summary>Replaces all data by the seeded data, in one transaction: no client sees anything in between.</summary>
/// <param name="session">A session of the first user.</param>
internal sealed class ResetData(IReadOnlyList<SeededUser> users, Session session) : Command<bool>
{
    internal override Guid Key => Guid.Empty;

    internal override ValueTask<bool> Sql(SqlSession db)
    {
        db.ClearTables();
        return new(Fill(new SqlTables(db)));
    }

    internal override bool Documents(DocumentSession db)
    {
        db.ClearTables();
        return Fill(new DocumentTables(db));
    }

    private bool Fill(ITableWriter writes)
    {
        foreach (var seeded in users) writes.Add(seeded.User);
        foreach (var seeded in users.SelectMany(seeded => seeded.Conversations)) new AddSeededConversation(seeded).Decide(true, writes);
        writes.Add(session);
        return true;
    }
}
