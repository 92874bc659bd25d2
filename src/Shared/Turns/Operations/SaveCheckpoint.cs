using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>Stores another piece of an answer that grows, and with the first one what the model was sent. False, with nothing written, if that attempt does not run any more.</summary>
internal sealed class SaveCheckpoint(Guid turnId, int attempt, Checkpoint piece, SentPrompt? sent) : Command<bool>
{
    internal override bool Sql(SqlSession db)
    {
        if (!db.Add(turnId, attempt, piece)) return false;

        if (piece.Position == 0 && sent is not null) db.SetSent(turnId, sent);
        return true;
    }

    internal override bool Documents(DocumentSession db)
    {
        if (db.FindTurn(turnId) is not { IsRunning: true } turn || turn.Attempt != attempt) return false;

        db.Add(turnId, piece);
        if (piece.Position == 0 && sent is not null) db.SetSent(turnId, sent);
        return true;
    }
}
