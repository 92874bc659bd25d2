using System.Runtime.CompilerServices;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Transfer.Lines;

namespace SamosaChaat.Shared.Transfer.Exports;

/// <summary>
/// Reads what a user has, page by page. A write in between can change the conversation that is read just then. Its lines are then
/// of two moments, and never of another user. Any thread can call every member.
/// </summary>
internal sealed class Exporter(IStore store)
{
    /// <summary>Finds a conversation of this user. Returns null if there is none.</summary>
    public ValueTask<ConversationState?> FindAsync(Guid userId, Guid conversationId, CancellationToken ct) =>
        store.ReadAsync(new FindExportedConversation(userId, conversationId), ct);

    /// <summary>Counts the conversations that <see cref="AccountAsync"/> exports.</summary>
    public async ValueTask<int> CountAsync(Guid userId, CancellationToken ct) =>
        (await store.ReadAsync(new ReadConversationIds(userId, Guid.Empty), ct)).Length;

    /// <summary>Exports all conversations that a user has at the beginning, in order of their ids.</summary>
    /// <param name="after">The id before the first conversation.</param>
    /// <param name="tell">Is called after each conversation.</param>
    public async IAsyncEnumerable<ExportLine> AccountAsync(
        Guid userId, Guid after, Action? tell, [EnumeratorCancellation] CancellationToken ct)
    {
        var (conversations, lines) = (0L, 1L);
        yield return HeaderLine.Current;
        if (await store.ReadAsync(new FindUser(userId), ct) is { } user)
        {
            lines++;
            yield return LineMapping.Of(user);
        }

        foreach (var id in await store.ReadAsync(new ReadConversationIds(userId, after), ct))
        {
            // It may have gone meanwhile.
            if (await FindAsync(userId, id, ct) is not { } state) continue;
            conversations++;
            await foreach (var line in ConversationAsync(state, ct))
            {
                lines++;
                yield return line;
            }

            tell?.Invoke();
        }

        yield return new EndLine(conversations, lines);
    }

    /// <summary>Exports one conversation.</summary>
    public async IAsyncEnumerable<ExportLine> OnlyAsync(ConversationState state, [EnumeratorCancellation] CancellationToken ct)
    {
        var lines = 1L;
        yield return HeaderLine.Current;
        await foreach (var line in ConversationAsync(state, ct))
        {
            lines++;
            yield return line;
        }

        yield return new EndLine(1, lines);
    }

    /// <summary>Returns the lines of a conversation, without the first and the last line of an export.</summary>
    public async IAsyncEnumerable<ExportLine> ConversationAsync(ConversationState state, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return LineMapping.Of(state);
        var (turns, versions) = (0, 0);
        await foreach (var turn in TurnsAsync(state, ct))
        {
            turns++;
            yield return LineMapping.Of(turn.Question, turn.Turn, turn.Answer);
            foreach (var attempt in turn.OtherAttempts)
            {
                var version = await store.ReadAsync(
                    new ReadVersion(state.Conversation.UserId, state.Conversation.Id, turn.Question.Id, attempt), ct);
                if (version is null) continue;
                versions++;
                yield return LineMapping.Of(version);
            }
        }

        yield return new ConversationEndLine(state.Conversation.Id, turns, versions);
    }

    /// <summary>Returns the turns that a conversation had when its state was read, on the active path and off it.</summary>
    public async IAsyncEnumerable<ExportedTurn> TurnsAsync(ConversationState state, [EnumeratorCancellation] CancellationToken ct)
    {
        if (state.LastSequence is not { } last) yield break;
        var own = state.Conversation;
        for (var from = 0; await store.ReadAsync(new ReadTurns(own.UserId, own.Id, from, last | 1), ct) is { Count: > 0 } page;)
        {
            foreach (var turn in page) yield return turn;
            from = page[^1].Question.Sequence + 2;
        }
    }
}
