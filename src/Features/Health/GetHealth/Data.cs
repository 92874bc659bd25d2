using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Features.Health.GetHealth;

/// <summary>Checks that the store answers, with one lookup in one index.</summary>
internal sealed class Ping : Query<bool>
{
    internal override async ValueTask<bool> Sql(SqlSession db) =>
        await db.Prepare("SELECT COUNT(*) FROM (SELECT 1 FROM users LIMIT 1) found").NumberAsync() is not null;

    internal override bool Documents(DocumentSession db)
    {
        db.Users.Find(Guid.Empty);
        return true;
    }
}

/// <summary>
/// Checks that the store can write: it adds a row and removes it again in one transaction. The commit must reach the disk, and nobody sees
/// the row.
/// </summary>
internal sealed class TryWrite : Command<bool>
{
    // The row belongs to no turn, because the ids of turns are never this one.
    private static readonly Guid NoTurn = Guid.AllBitsSet;

    internal override Guid Key => NoTurn;

    internal override async ValueTask<bool> Sql(SqlSession db)
    {
        await db
            .Prepare("INSERT INTO checkpoints (message_id, position, text, token_lengths, elapsed_ms) VALUES (@turn, 0, '', @none, 0)")
            .Set("@turn", NoTurn)
            .Set("@none", Array.Empty<byte>())
            .ExecuteAsync();
        return await db.RemoveCheckpoints(NoTurn) == 1;
    }

    internal override bool Documents(DocumentSession db)
    {
        db.Add(NoTurn, new Checkpoint(0, "", [], 0));
        db.RemoveCheckpoints(NoTurn);
        return true;
    }
}
