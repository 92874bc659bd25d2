using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Identity.Sessions;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Turns.Removal;

/// <summary>
/// Removes a user with everything that belongs to them. It ends the sessions first, so that nothing new appears, and removes one
/// conversation at a time, so that others never wait long. After a crash in between, the account is still there with the rest.
/// </summary>
internal sealed class AccountRemoval(IStore store, SessionEnds sessions, ConversationEnd conversations, Revocations revocations)
{
    private const int Page = 100;

    /// <summary>Returns false if there is no such user. It goes on even if the client leaves.</summary>
    public async Task<bool> RemoveAsync(Guid userId)
    {
        while (true)
        {
            await sessions.EndAllAsync(userId, kept: null, CancellationToken.None);
            foreach (var id in await store.ReadAsync(new ListOwnConversations(userId, Page), CancellationToken.None))
            {
                await conversations.RemoveAsync(id, new RemoveOwnConversation(userId, id), removed: true, CancellationToken.None);
            }

            var removal = await store.WriteAsync(new RemoveUser(userId), CancellationToken.None);
            if (removal == UserRemoval.HasData) continue;
            // Whatever still waits to start for this user finds no account.
            revocations.EndUser(userId);
            return removal == UserRemoval.Removed;
        }
    }
}
