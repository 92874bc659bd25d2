namespace SamosaChaat.Shared.Domain;

/// <summary>A stored message without its text.</summary>
/// <param name="Parent">See <see cref="Message.Parent"/>.</param>
/// <param name="ParentAttempt">See <see cref="Message.ParentAttempt"/>.</param>
/// <param name="IsActive">See <see cref="Message.IsActive"/>.</param>
/// <param name="Attempt">For a question: the attempt whose outcome stands. Null if there is none yet.</param>
internal sealed record MessageNode(Guid Id, int Sequence, int Parent, int ParentAttempt, bool IsActive, int? Attempt);

/// <summary>Names a stored version of an answer.</summary>
internal sealed record VersionName(Guid TurnId, int Attempt, Guid AnswerId);

/// <summary>A turn on a path, with the version of its answer that the path goes through.</summary>
internal sealed record PathStep(MessageNode Question, int Attempt);

/// <summary>
/// Holds how the turns of a conversation follow each other. A turn follows one version of another turn's answer. Turns that follow the same
/// one are versions of each other's question. Nothing here has a text.
/// </summary>
internal sealed class MessageTree
{
    /// <summary>The greatest number of versions of a message.</summary>
    public const int MaxVersions = 50;

    private readonly SortedDictionary<int, MessageNode> questions = [];
    private readonly Dictionary<int, Guid> answers = [];
    private readonly Dictionary<Guid, PathStep> steps = [];
    private readonly ILookup<Guid, VersionName> versions;
    private readonly ILookup<(int Parent, int Attempt), MessageNode> followers;

    /// <param name="nodes">All messages of a conversation.</param>
    /// <param name="stored">The versions of its answers that are stored apart from its messages.</param>
    public MessageTree(IReadOnlyList<MessageNode> nodes, IEnumerable<VersionName> stored)
    {
        foreach (var node in nodes)
        {
            if (node.Sequence % 2 == 0) questions.Add(node.Sequence, node);
            else answers.Add(node.Sequence - 1, node.Id);
        }

        // The standing answer may be stored as a version, too.
        versions = stored.ToLookup(version => version.TurnId);
        followers = questions.Values.ToLookup(question => (question.Parent, FollowedAttempt(question)));
        foreach (var question in questions.Values)
        {
            foreach (var version in AnswersOf(question)) steps[version.AnswerId] = new(question, version.Attempt);
        }

        foreach (var question in questions.Values) steps[question.Id] = new(question, question.Attempt ?? 0);
    }

    /// <summary>All questions, in order of their sequences.</summary>
    public IReadOnlyCollection<MessageNode> Questions => questions.Values;

    /// <summary>Finds the turn of a question or of any version of an answer. Returns null if there is no such message.</summary>
    public PathStep? Find(Guid messageId) => steps.GetValueOrDefault(messageId);

    /// <summary>Returns the answer that a turn has now, or null.</summary>
    public Guid? AnswerOf(MessageNode question) => answers.TryGetValue(question.Sequence, out var id) ? id : null;

    /// <summary>Returns the sequence of a message, or null if it is not on the active path.</summary>
    public int? SequenceOnPath(Guid messageId) =>
        Find(messageId) is not { Question: { IsActive: true } question } ? null
        : question.Id == messageId ? question.Sequence
        : AnswerOf(question) == messageId ? question.Sequence + 1
        : null;

    /// <summary>Returns the ids of all versions of a message, oldest first. The message is one of them.</summary>
    public IEnumerable<Guid> VersionsOf(Guid messageId) => Find(messageId)?.Question switch
    {
        null => [],
        var question when question.Id == messageId => followers[(question.Parent, FollowedAttempt(question))].Select(one => one.Id),
        var question => AnswersOf(question).Select(version => version.AnswerId),
    };

    /// <summary>Returns the ids of a turn's question and of its answer in this version, if it has one.</summary>
    public IEnumerable<Guid> MessagesOf(PathStep step) =>
        [step.Question.Id, .. AnswersOf(step.Question).Where(version => version.Attempt == step.Attempt).Select(version => version.AnswerId)];

    /// <summary>Returns the turns that a turn follows, the first one first.</summary>
    public IReadOnlyList<PathStep> PathTo(MessageNode question)
    {
        var path = new List<PathStep>();
        for (var last = question; questions.TryGetValue(last.Parent, out var parent) && parent.Sequence < last.Sequence; last = parent)
        {
            path.Add(new(parent, FollowedAttempt(last)));
        }

        path.Reverse();
        return path;
    }

    /// <summary>Returns the path to a turn, the turn itself, and its newest continuation.</summary>
    public IReadOnlyList<PathStep> PathThrough(PathStep selected)
    {
        var path = PathTo(selected.Question).Append(selected).ToList();
        while (followers[(path[^1].Question.Sequence, path[^1].Attempt)].LastOrDefault() is { } next && next.Sequence > path[^1].Question.Sequence)
        {
            path.Add(new(next, next.Attempt ?? 0));
        }

        return path;
    }

    private IEnumerable<VersionName> AnswersOf(MessageNode question)
    {
        var attempt = question.Attempt ?? 0;
        var others = versions[question.Id].Where(version => version.Attempt != attempt);
        var all = AnswerOf(question) is { } answer ? others.Append(new(question.Id, attempt, answer)) : others;
        return all.OrderBy(version => version.Attempt);
    }

    /// <summary>
    /// Returns the attempt whose answer a turn follows. If that version is not stored, as after a program that knew no versions, it
    /// follows the standing answer.
    /// </summary>
    private int FollowedAttempt(MessageNode question) =>
        !questions.TryGetValue(question.Parent, out var parent) ? 0
        : versions[parent.Id].Any(version => version.Attempt == question.ParentAttempt) ? question.ParentAttempt
        : parent.Attempt ?? 0;
}
