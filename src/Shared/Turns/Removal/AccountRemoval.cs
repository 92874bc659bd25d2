using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Turns.Removal;

/// <summary>
/// Removes an account with everything that belongs to it. It disables the account first, so that nothing new appears. Then it removes one
/// conversation after another, so that others never wait long. After an interruption the account is disabled, and the removal can run again.
/// </summary>
internal sealed class AccountRemoval(IStore store, ConversationEnd conversations, Revocations revocations, SharedClock clock)
{
    private const int Page = 100;

    /// <summary>More rounds than requests that are under way can cause.</summary>
    private const int MostRounds = 10;

    /// <summary>Removes the account. It goes on even if the client leaves.</summary>
    /// <param name="audit">Returns an entry of a kind that says who removes the account.</param>
    public async ValueTask<ChangeStatus> RemoveAsync(Guid userId, Func<string, AuditEntry> audit)
    {
        var disable = new ChangeUser(userId, role: null, disabled: true, clock.Now())
            .Audited(audit(AuditKinds.AccountDisabled), static changed => changed.Status == ChangeStatus.Done);
        var (status, _) = await store.WriteAsync(disable, CancellationToken.None);
        if (status != ChangeStatus.Done) return status;
        revocations.EndUser(userId);
        for (var round = 0; round < MostRounds; round++)
        {
            await RemoveConversationsAsync(userId);
            var remove = new RemoveUser(userId)
                .Audited(audit(AuditKinds.AccountDeleted), static removal => removal == UserRemoval.Removed);
            if (await store.WriteAsync(remove, CancellationToken.None) != UserRemoval.HasData) return ChangeStatus.Done;
        }

        throw new UnavailableException("The account is disabled, and a part of its data is left. Try again.");
    }

    private async ValueTask RemoveConversationsAsync(Guid userId)
    {
        while (await store.ReadAsync(new ListOwnConversations(userId, Page), CancellationToken.None) is { Count: > 0 } page)
        {
            foreach (var id in page)
            {
                await conversations.RemoveAsync(userId, id, new RemoveOwnConversation(userId, id), removed: true, CancellationToken.None);
            }
        }
    }
}
