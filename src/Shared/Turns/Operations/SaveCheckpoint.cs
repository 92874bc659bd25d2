using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>
/// Stores another piece of a growing answer. With the first piece it also stores the prompt that was sent to the model. Returns false
/// and writes nothing if that run of the attempt is over.
/// </summary>
/// <param name="conversationId">The turn's conversation, which is the key of the command.</param>
/// <param name="seams">The seams of the run. Null for none.</param>
internal sealed class SaveCheckpoint(
    Guid conversationId, Guid turnId, int attempt, Checkpoint piece, SentPrompt? sent, Seams? seams = null) : Command<bool>
{
    internal override Guid Key => conversationId;

    internal override bool UsesReserve => true;

    private readonly Seams seams = seams ?? Seams.None;

    internal override async ValueTask<bool> Sql(SqlSession db)
    {
        if (!await db.Add(conversationId, turnId, attempt, seams, piece)) return false;
        if (piece.Position == 0 && sent is not null) await db.SetSent(turnId, sent);
        return true;
    }

    internal override bool Documents(DocumentSession db)
    {
        var turn = db.FindTurn(turnId);
        if (turn is not { IsRunning: true } || turn.Attempt != attempt || turn.ConversationId != conversationId || turn.Seams != seams)
        {
            return false;
        }

        db.Add(turnId, piece);
        if (piece.Position == 0 && sent is not null) db.SetSent(turnId, sent);
        return true;
    }
}
