using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Transfer.Imports;

internal enum AddStatus
{
    Added,

    /// <summary>This user has a conversation with this id. Nothing was written.</summary>
    Exists,

    /// <summary>A conversation in this user's trash has this id. Nothing was written.</summary>
    InTrash,

    /// <summary>Something else has this id, or the id of a message. It may be another user's. Nothing was written.</summary>
    Taken,

    /// <summary>The user may have no further conversation. Nothing was written.</summary>
    Full,

    /// <summary>The account is gone. Nothing was written.</summary>
    NoUser,
}

/// <summary>Adds a whole conversation, or nothing of it.</summary>
/// <param name="messageIds">The ids of all its messages and versions.</param>
/// <param name="mayAdd">False if the command only finds out what is there.</param>
internal sealed class AddImported(ImportedRows rows, IReadOnlyList<Guid> messageIds, bool mayAdd) : TableCommand<AddImported.Seen, AddStatus>
{
    internal override Guid Key => rows.Conversation.Id;

    internal sealed record Seen(User? User, Conversation? Own, bool IsTrashed, bool IsTaken);

    internal override async ValueTask<Seen> LookAsync(ITableReader db)
    {
        var (id, userId) = (rows.Conversation.Id, rows.Conversation.UserId);
        var ((user, own, trashed), isTaken) = await Reads.TogetherAsync(
            Reads.TogetherAsync(db.FindUser(userId), db.FindConversation(userId, id), db.FindTrashed(userId, id)),
            db.AreTaken(id, messageIds));
        return new(user, own, trashed is { IsForEver: false }, isTaken);
    }

    internal override AddStatus Decide(Seen seen, ITableWriter writes)
    {
        if (seen.User is null) return AddStatus.NoUser;
        if (seen.Own is not null) return AddStatus.Exists;
        if (seen.IsTrashed) return AddStatus.InTrash;
        if (seen.IsTaken) return AddStatus.Taken;
        if (!mayAdd) return AddStatus.Full;
        rows.Write(writes);
        return AddStatus.Added;
    }
}
