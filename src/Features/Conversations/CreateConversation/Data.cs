using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.CreateConversation;

internal enum AddStatus
{
    /// <summary>The conversation is stored, perhaps by the same request that came before.</summary>
    Done,

    /// <summary>The user is gone. Nothing was written.</summary>
    NoUser,

    /// <summary>Another user's conversation has the id. Nothing was written.</summary>
    IdConflict,
}

/// <param name="Conversation">The conversation as it is stored. Null unless the status is <see cref="AddStatus.Done"/>.</param>
internal readonly record struct Added(AddStatus Status, Conversation? Conversation = null);

/// <summary>Adds a conversation. If its user has one with the id that the client chose, finds that one and writes nothing.</summary>
/// <param name="isIdChosen">True if the client chose the id. An id of the server is new, so the command does not look for it.</param>
internal sealed class AddConversation(Conversation conversation, bool isIdChosen = false) : TableCommand<AddConversation.Seen, Added>
{
    internal override Guid Key => conversation.Id;

    internal sealed record Seen(User? User, Conversation? Own, bool IsTaken);

    internal override async ValueTask<Seen> LookAsync(ITableReader db)
    {
        var (user, own, isTaken) = await Reads.TogetherAsync(
            db.FindUser(conversation.UserId),
            isIdChosen ? db.FindConversation(conversation.UserId, conversation.Id) : default,
            isIdChosen ? db.AreTaken(conversation.Id, []) : default);
        return new(user, own, isTaken);
    }

    internal override Added Decide(Seen seen, ITableWriter writes)
    {
        if (seen.User is null) return new(AddStatus.NoUser);
        if (seen.Own is { } before) return new(AddStatus.Done, before);
        if (seen.IsTaken) return new(AddStatus.IdConflict);
        writes.Add(conversation);
        return new(AddStatus.Done, conversation);
    }
}
