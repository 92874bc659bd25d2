using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Conversations.SelectVersion;

/// <summary>
/// Lets the active path go through a version of a message and its newest continuation, if no turn runs and the conversation is as the client
/// knows it. If the path does so already, it changes nothing.
/// </summary>
internal sealed class SelectMessage(Guid userId, Guid conversationId, Guid messageId, DateTime now, IfMatch condition = default)
    : TableCommand<SelectMessage.Seen, Updated>
{
    internal override Guid Key => conversationId;

    /// <param name="Path">The path to select. It is empty if there is no such message.</param>
    internal sealed record Seen(ConversationState? State, MessageTree Tree, IReadOnlyList<PathStep> Path, IReadOnlyList<Change> Changes);

    /// <summary>A turn of the path whose answer is to be another version.</summary>
    internal sealed record Change(TurnRecord Turn, Message? Answer, AnswerVersion Selected);

    internal override async ValueTask<Seen> LookAsync(ITableReader db)
    {
        var (state, tree) = await Reads.TogetherAsync(
            db.FindConversationState(userId, conversationId), db.ReadTree(conversationId));
        if (state is null || tree.Find(messageId) is not { } selected) return new(state, tree, [], []);

        var path = tree.PathThrough(selected);
        var changes = new List<Change>();
        foreach (var (question, attempt) in path.Where(step => step.Attempt != (step.Question.Attempt ?? 0)))
        {
            var (turn, version) = await Reads.TogetherAsync(db.FindTurn(question.Id), db.FindVersion(question.Id, attempt));
            var answer = tree.AnswerOf(question) is { } id ? await db.FindMessage(id) : null;
            changes.Add(new(turn!, answer, version!));
        }

        return new(state, tree, path, changes);
    }

    internal override Updated Decide(Seen seen, ITableWriter writes)
    {
        if (seen.State is not { } state || seen.Path.Count == 0) return new(EditStatus.NotFound);
        if (!state.Conversation.IsAs(condition)) return new(EditStatus.Outdated);
        if (state.RunningTurn is not null) return new(EditStatus.Busy);

        var moved = Activate(seen, writes);
        foreach (var change in seen.Changes) Select(change, writes);
        if (!moved && seen.Changes.Count == 0) return new(EditStatus.Done, state.Conversation);

        writes.Touch(conversationId, now);
        return new(EditStatus.Done, state.Conversation with { UpdatedAt = state.Conversation.ChangedAt(now) });
    }

    /// <summary>Puts the turns of the path on it, and all others off it. Returns false if they were there already.</summary>
    private bool Activate(Seen seen, ITableWriter writes)
    {
        var onPath = seen.Path.Select(step => step.Question.Sequence).ToHashSet();
        var moved = false;
        foreach (var run in Runs(seen.Tree.Questions, question => onPath.Contains(question.Sequence)))
        {
            var isActive = onPath.Contains(run[0].Sequence);
            if (run.All(question => question.IsActive == isActive)) continue;
            writes.SetActive(conversationId, run[0].Sequence, run[^1].Sequence + 1, isActive);
            moved = true;
        }

        return moved;
    }

    /// <summary>Divides a list so that neighbours with the same value stay together. One write then serves all of them.</summary>
    private static List<List<MessageNode>> Runs(IEnumerable<MessageNode> questions, Func<MessageNode, bool> valueOf)
    {
        var runs = new List<List<MessageNode>>();
        foreach (var question in questions)
        {
            if (runs.Count == 0 || valueOf(runs[^1][0]) != valueOf(question)) runs.Add([]);
            runs[^1].Add(question);
        }

        return runs;
    }

    private static void Select(Change change, ITableWriter writes)
    {
        if (change.Answer is { } before)
        {
            writes.Keep(AnswerVersion.Of(change.Turn, before));
            writes.RemoveMessage(before.Id);
        }

        writes.Add(change.Selected.Answer);
        writes.SetStanding(change.Selected.Turn);
    }
}
