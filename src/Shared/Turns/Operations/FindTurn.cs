using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>
/// Finds a turn in a conversation of this user, without its messages, which can be megabytes. Returns null if there is none.
/// </summary>
internal sealed class FindTurn(Guid userId, Guid conversationId, Guid turnId) : TableQuery<TurnRecord?>
{
    protected override ValueTask<TurnRecord?> ReadAsync(ITableReader db) => db.FindTurn(userId, conversationId, turnId);
}
