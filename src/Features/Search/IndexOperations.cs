using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Features.Search;

/// <summary>Finds a conversation with messages that are not in the index of words. Null if there is none.</summary>
internal sealed class FindUnindexedConversation : TableQuery<Guid?>
{
    protected override async ValueTask<Guid?> ReadAsync(ITableReader db) => (await db.FindUnindexed())?.ConversationId;
}

/// <summary>Adds messages of a conversation to the index of words. Returns their number.</summary>
/// <param name="limit">The most messages to add. It bounds the time for which other commands wait.</param>
internal sealed class IndexMessages(Guid conversationId, int limit) : TableCommand<List<Message>, int>
{
    internal override Guid Key => conversationId;

    internal override ValueTask<List<Message>> LookAsync(ITableReader db) => db.UnindexedMessages(conversationId, limit);

    internal override int Decide(List<Message> seen, ITableWriter writes)
    {
        foreach (var message in seen) writes.AddToIndex(message);
        return seen.Count;
    }
}
