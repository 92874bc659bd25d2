using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Shared.Turns.Operations;

/// <summary>
/// Reads the messages of the active path up to and including a sequence, newest first, at most <paramref name="limit"/>.
/// </summary>
internal sealed class ReadHistory(Guid conversationId, int upTo, int limit) : TableQuery<List<Message>>
{
    protected override ValueTask<List<Message>> ReadAsync(ITableReader db) => db.ReadPath(conversationId, upTo, limit);
}
