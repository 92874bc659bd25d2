using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity.Accounts;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Shared.Turns;

/// <summary>
/// Removes an account with its data. It disables the account first, and then removes one conversation after another, so that nobody else
/// waits for a great deletion. After an interruption the account is disabled, and the removal can run again.
/// </summary>
internal sealed class UserRemoval(IStore store, TurnsOfDeleted turns, Revocations revocations, SharedClock clock)
{
    private const int PageSize = 100;

    /// <summary>More rounds than a request that is under way can cause.</summary>
    private const int MostRounds = 10;

    public async ValueTask<ChangeStatus> RemoveAsync(Guid userId, CancellationToken ct)
    {
        var disabled = await store.WriteAsync(new ChangeUser(userId, role: null, disabled: true, clock.Now()), ct);
        if (disabled.Status != ChangeStatus.Done) return disabled.Status;
        revocations.EndUser(userId);
        for (var round = 0; round < MostRounds; round++)
        {
            await RemoveConversationsAsync(userId, ct);
            if (await store.WriteAsync(new RemoveUser(userId), ct)) return ChangeStatus.Done;
        }

        throw new UnavailableException("The account is disabled, and a part of its data is left. Try again.");
    }

    private async ValueTask RemoveConversationsAsync(Guid userId, CancellationToken ct)
    {
        while (await store.ReadAsync(new FindConversationsOf(userId, PageSize), ct) is { Count: > 0 } page)
        {
            foreach (var id in page)
            {
                await turns.EndAfterAsync(id, new RemoveConversationOf(userId, id), static hasRemoved => hasRemoved, ct);
            }
        }
    }
}
