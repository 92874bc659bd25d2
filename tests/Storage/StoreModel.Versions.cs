using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.ForkConversation;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Tests.Storage;

/// <summary>The versions of messages, and the path through them.</summary>
internal sealed partial class StoreModel
{
    private readonly Dictionary<Guid, SortedDictionary<int, AnswerVersion>> kept = [];

    /// <summary>Chooses one of all versions of all messages. Null if there is none.</summary>
    public Guid? VersionAt(Guid conversation, int drawn)
    {
        Guid[] all = [.. In(conversation).Where(m => m.Role == Roles.User).SelectMany(question => Answers(question).Select(one => one.Id).Prepend(question.Id))];
        return all.Length == 0 ? null : all[drawn % all.Length];
    }

    public Message? RunningQuestion(Guid conversation) => Running(conversation) is { } turn ? messages[turn.Id] : null;

    /// <param name="holds">Whether the request's condition does.</param>
    public Updated SelectMessage(Guid userId, Guid id, Guid messageId, DateTime now, bool holds)
    {
        if (FindConversation(userId, id) is not { } conversation || FindVersion(id, messageId) is not var (selected, attempt)) return new(EditStatus.NotFound);
        if (!holds) return new(EditStatus.Outdated);
        if (Running(id) is not null) return new(EditStatus.Busy);

        var path = new Dictionary<Guid, int> { [selected.Id] = attempt };
        for (var (one, parent) = (selected, ParentOf(selected)); parent is not null; (one, parent) = (parent, ParentOf(parent))) path[parent.Id] = Followed(one);
        for (var next = Newest(selected, attempt); next is not null; next = Newest(next, Standing(next))) path[next.Id] = Standing(next);

        var after = new Dictionary<Guid, Message>(messages);
        var changed = false;
        foreach (var message in In(id).ToArray())
        {
            var question = In(id).Single(m => m.Sequence == message.Sequence / 2 * 2);
            changed |= message.IsActive != path.ContainsKey(question.Id);
            after[message.Id] = message with { IsActive = path.ContainsKey(question.Id) };
        }

        var others = path.Select(step => (Question: messages[step.Key], Attempt: step.Value)).Where(step => step.Attempt != Standing(step.Question))
            .OrderBy(step => step.Question.Sequence).ToArray();
        foreach (var (question, other) in others)
        {
            if (AnswerTo(question.Id) is { } before) after.Remove(before.Id);
            Refuse(!after.TryAdd(kept[question.Id][other].Answer.Id, kept[question.Id][other].Answer));
        }

        foreach (var (question, other) in others)
        {
            if (AnswerTo(question.Id) is { } before) Keep(turns[question.Id], before);
            var earlier = kept[question.Id][other].Turn;
            turns[question.Id] = earlier with { Attempt = turns[question.Id].Attempt, Sampling = turns[question.Id].Sampling, KeepsFollowing = turns[question.Id].KeepsFollowing };
        }

        if (!changed && others.Length == 0) return new(EditStatus.Done, conversation);
        messages.Clear();
        foreach (var (key, message) in after) messages[key] = message;
        return new(EditStatus.Done, conversations[id] = conversation with { UpdatedAt = Later(conversation.UpdatedAt, now) });
    }

    public Forked CopyPath(Guid userId, Guid id, Guid messageId, Guid forkId, string? title, Func<int, Guid> newId, DateTime now)
    {
        if (FindConversation(userId, id) is not { } own || FindVersion(id, messageId) is null) return new(ForkStatus.NotFound);
        if (FindConversation(userId, forkId) is { } before) return new(ForkStatus.Done, before);
        var path = Path(id).ToList();
        if (path.FindIndex(m => m.Id == messageId) is var last && last < 0) return new(ForkStatus.NotOnPath);
        path = path[..(last + 1)];
        var ids = path.ToDictionary(m => m.Id, m => newId(m.Sequence));
        Refuse(Exists(forkId) || ids.Values.Any(messages.ContainsKey));

        conversations[forkId] = new(forkId, userId, title ?? own.Title, own.ModelTag, now, now, IsTemporary: own.IsTemporary);
        if (instructions.TryGetValue(id, out var text)) instructions[forkId] = text;
        Message? asked = null;
        foreach (var message in path)
        {
            var isQuestion = message.Role == Roles.User;
            var sequence = !isQuestion ? asked!.Sequence + 1 : asked is null ? 0 : asked.Sequence + 2;
            var copy = message with
            {
                Id = ids[message.Id],
                ConversationId = forkId,
                Sequence = sequence,
                Parent = sequence - 2,
                ParentAttempt = isQuestion && asked is not null ? Standing(asked) : 0,
            };
            messages[copy.Id] = copy;
            if (!isQuestion) continue;
            asked = copy;
            var turn = turns[message.Id];
            turns[copy.Id] = turn with { Id = copy.Id, ConversationId = forkId, IsRunning = false, AnswerId = null, KeepsFollowing = false };
            if (message.Id == messageId)
            {
                turns[copy.Id] = turns[copy.Id] with { Outcome = new(FinishReasons.Cancelled, turn.Attempt, null, null), Sent = null, Seams = Seams.None };
                continue;
            }

            if (turn.Sent is not { } sent) continue;
            turns[copy.Id] = turns[copy.Id] with
            {
                Sent = sent with { MessageIds = [.. sent.MessageIds.Select(NewId)], EmptyAnswers = [.. sent.EmptyAnswers.Select(NewId)] },
            };
        }

        return new(ForkStatus.Done, conversations[forkId]);

        Guid NewId(Guid old) => ids.GetValueOrDefault(old, old);
    }

    private VersionedMessage Listed(Message m)
    {
        var question = In(m.ConversationId).Single(asked => asked.Sequence == m.Sequence / 2 * 2);
        Guid[] versions = m == question ? [.. Siblings(m).Select(one => one.Id)] : [.. Answers(question).Select(one => one.Id)];
        return new(m.Id, m.ConversationId, m.Role, m.Content, m.TokenCount, m.ModelTag, m.InferenceTimeMs, m.CreatedAt, versions);
    }

    /// <summary>The messages of a list with their versions, in the order of their properties.</summary>
    private sealed record VersionedMessage(
        Guid Id, Guid ConversationId, string Role, string Content, int TokenCount, string ModelTag, int InferenceTimeMs, DateTime CreatedAt, Guid[] Versions);

    private (Message Question, int Attempt)? FindVersion(Guid id, Guid messageId)
    {
        if (messages.TryGetValue(messageId, out var asked) && asked.ConversationId == id && asked.Role == Roles.User) return (asked, Standing(asked));
        var found = In(id).Where(m => m.Role == Roles.User)
            .SelectMany(question => Answers(question).Where(one => one.Id == messageId).Select(one => ((Message, int)?)(question, one.Attempt)));
        return found.LastOrDefault();
    }

    /// <summary>The versions of a turn's answer, in order of their attempts.</summary>
    private IEnumerable<(int Attempt, Guid Id)> Answers(Message question)
    {
        var all = kept.TryGetValue(question.Id, out var some) ? some.ToDictionary(one => one.Key, one => one.Value.Answer.Id) : [];
        if (AnswerTo(question.Id) is { } standing) all[Standing(question)] = standing.Id;
        return all.OrderBy(one => one.Key).Select(one => (one.Key, one.Value));
    }

    private void Keep(TurnRecord turn, Message standing)
    {
        var all = kept.TryGetValue(turn.Id, out var some) ? some : kept[turn.Id] = [];
        var attempt = turn.Outcome!.Attempt;
        all.TryAdd(attempt, new(
            turn with { IsRunning = false, Attempt = attempt, Sampling = new(null, null, null), AnswerId = standing.Id, KeepsFollowing = false }, standing with { IsActive = true }));
    }

    private int Standing(Message question) => turns[question.Id].Outcome?.Attempt ?? 0;

    private Message? ParentOf(Message question) => In(question.ConversationId).SingleOrDefault(m => m.Sequence == question.Parent);

    private int Followed(Message question) => ParentOf(question) is { } parent ? question.ParentAttempt : 0;

    private bool AreVersions(Message one, Message other) =>
        one.ConversationId == other.ConversationId && one.Parent == other.Parent && Followed(one) == Followed(other);

    private IEnumerable<Message> Siblings(Message question) =>
        In(question.ConversationId).Where(m => m.Role == Roles.User && AreVersions(m, question));

    private Message? Newest(Message question, int attempt) =>
        In(question.ConversationId).LastOrDefault(m => m.Role == Roles.User && m.Parent == question.Sequence && Followed(m) == attempt);

    private IEnumerable<Guid> Before(Message question) => ParentOf(question) is not { } parent ? [] :
        [.. Before(parent), parent.Id, .. Answers(parent).Where(one => one.Attempt == Followed(question)).Select(one => one.Id)];

    private IEnumerable<Message> Path(Guid conversation) => In(conversation).Where(m => m.IsActive);

    private void LeavePath(Guid conversation, int from, int to)
    {
        foreach (var m in In(conversation).Where(m => m.Sequence >= from && m.Sequence <= to).ToArray()) messages[m.Id] = m with { IsActive = false };
    }

    private void Follow(Message question, int earlier, TurnRecord turn, bool moves, bool leaves)
    {
        foreach (var m in In(turn.ConversationId).Where(m => m.Role == Roles.User && m.Parent == question.Sequence && m.ParentAttempt == earlier).ToArray())
        {
            if (moves || !leaves) messages[m.Id] = m with { ParentAttempt = turn.Attempt };
        }

        if (leaves) LeavePath(turn.ConversationId, question.Sequence + 2, int.MaxValue);
    }
}
