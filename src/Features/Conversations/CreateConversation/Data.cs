using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;

namespace SamosaChaat.Features.Conversations.CreateConversation;

/// <summary>Adds a conversation. Returns false and writes nothing if its user is gone.</summary>
internal sealed class AddConversation(Conversation conversation) : TableCommand<User?, bool>
{
    internal override Guid Key => conversation.Id;

    internal override ValueTask<User?> LookAsync(ITableReader db) => db.FindUser(conversation.UserId);

    internal override bool Decide(User? seen, ITableWriter writes)
    {
        if (seen is null) return false;
        writes.Add(conversation);
        return true;
    }
}
