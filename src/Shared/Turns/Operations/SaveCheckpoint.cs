using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>
/// Stores another piece of a growing answer. With the first piece it also stores the prompt that was sent to the model. Returns false
/// and writes nothing if the attempt no longer runs.
/// </summary>
/// <param name="conversationId">The turn's conversation, which is the key of the command.</param>
internal sealed class SaveCheckpoint(Guid conversationId, Guid turnId, int attempt, Checkpoint piece, SentPrompt? sent) : Command<bool>
{
    internal override Guid Key => conversationId;

    internal override async ValueTask<bool> Sql(SqlSession db)
    {
        if (!await db.Add(conversationId, turnId, attempt, piece)) return false;
        if (piece.Position == 0 && sent is not null) await db.SetSent(turnId, sent);
        return true;
    }

    internal override bool Documents(DocumentSession db)
    {
        var turn = db.FindTurn(turnId);
        if (turn is not { IsRunning: true } || turn.Attempt != attempt || turn.ConversationId != conversationId) return false;
        db.Add(turnId, piece);
        if (piece.Position == 0 && sent is not null) db.SetSent(turnId, sent);
        return true;
    }
}
