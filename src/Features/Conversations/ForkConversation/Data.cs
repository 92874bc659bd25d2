using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.ForkConversation;

internal enum ForkStatus
{
    Done,

    /// <summary>This user has no such conversation, or it has no such message. Nothing was written.</summary>
    NotFound,

    /// <summary>The message is not on the active path. Nothing was written.</summary>
    NotOnPath,
}

/// <param name="Conversation">The new conversation. Null unless the status is <see cref="ForkStatus.Done"/>.</param>
internal readonly record struct Forked(ForkStatus Status, Conversation? Conversation = null);

/// <summary>Copies the active path up to and including a message into a new conversation of the same user, with the instructions.</summary>
/// <param name="forkId">The new conversation's id, by which a write with an unknown outcome recognises itself when it runs again.</param>
/// <param name="title">Null for the same title.</param>
/// <param name="newId">Returns the id of the copy of the message with this sequence.</param>
internal sealed class CopyPath(
    Guid userId, Guid conversationId, Guid messageId, Guid forkId, string? title, Func<int, Guid> newId, DateTime now)
    : TableCommand<CopyPath.Seen, Forked>
{
    internal override Guid Key => conversationId;

    internal override Guid? SecondKey => forkId;

    /// <param name="Last">The sequence of the last message to copy. It is null if the message is not on the path.</param>
    /// <param name="Path">The messages to copy, newest first.</param>
    internal sealed record Seen(
        User? User, Conversation? Own, Conversation? Fork, bool Exists, int? Last, Instructions? Instructions, List<Message> Path, List<WholeTurn> Turns);

    internal override async ValueTask<Seen> LookAsync(ITableReader db)
    {
        var ((user, own, fork), instructions, tree) = await Reads.TogetherAsync(
            Reads.TogetherAsync(db.FindUser(userId), db.FindConversation(userId, conversationId), db.FindConversation(userId, forkId)),
            db.FindInstructions(conversationId),
            db.ReadTree(conversationId));
        var step = own is null ? null : tree.Find(messageId);
        if (step is null || tree.SequenceOnPath(messageId) is not { } last) return new(user, own, fork, step is not null, null, instructions, [], []);
        var (path, turns) = await Reads.TogetherAsync(
            db.ReadPath(conversationId, last, int.MaxValue), db.TurnsOnPath(conversationId, last));
        return new(user, own, fork, Exists: true, last, instructions, path, turns);
    }

    internal override Forked Decide(Seen seen, ITableWriter writes)
    {
        if (seen.User is null || seen.Own is not { } own || !seen.Exists) return new(ForkStatus.NotFound);
        if (seen.Fork is { } before) return new(ForkStatus.Done, before);
        if (seen.Last is null) return new(ForkStatus.NotOnPath);

        var fork = new Conversation(forkId, userId, title ?? own.Title, own.ModelTag, now, now, IsTemporary: own.IsTemporary);
        writes.Add(fork);
        if (seen.Instructions is { } instructions) writes.SetInstructions(forkId, instructions);
        seen.Path.Reverse();
        PathCopy.Write(forkId, seen.Path, seen.Turns, newId, writes);
        return new(ForkStatus.Done, fork);
    }
}
