namespace SamosaChaat.Shared.Transfer.Foreign;

/// <summary>Makes turns of the messages of another program: each question with all its answers.</summary>
internal sealed class ForeignTurns
{
    private const string NoQuestion = "[This conversation begins with an answer.]";

    private readonly List<ForeignTurn> turns = [];
    private readonly Dictionary<string, Place> places = new(StringComparer.Ordinal);
    private readonly ForeignTree tree;
    private readonly DateTime begin;

    public ForeignTurns(ForeignConversation conversation)
    {
        tree = new(conversation.Messages);
        begin = conversation.CreatedAt ?? conversation.Messages.Select(message => message.Time).Min() ?? DateTime.UnixEpoch;
        var open = new Stack<(ForeignMessage Message, Place? After)>();
        foreach (var root in Enumerable.Reverse(tree.Roots)) open.Push((root, null));
        while (open.TryPop(out var next))
        {
            var place = Add(next.Message, next.After, isOnly: next.After is null || tree.After(next.After.Message).Count == 1);
            places[next.Message.Id] = place;
            foreach (var child in tree.After(next.Message).Reverse()) open.Push((child, place));
        }

        Ordered = InOrder();
        Last = Select(tree.ShownAt(conversation.Current));
    }

    /// <summary>All turns. One that follows another comes after it, and otherwise the older one comes first.</summary>
    public IReadOnlyList<ForeignTurn> Ordered { get; }

    /// <summary>The last turn of the path that was shown. Null if there is no turn.</summary>
    public ForeignTurn? Last { get; }

    /// <param name="isOnly">True if nothing else follows the same message.</param>
    private Place Add(ForeignMessage message, Place? after, bool isOnly)
    {
        if (message.IsUser) return new(message, AddTurn(message, after), Answer: null);
        var turn = after?.Turn ?? AddTurn(message with { Id = $"{message.Id} question", Content = NoQuestion }, after: null);
        if (after?.Answer is { } before && isOnly)
        {
            before.Add(message);
            return new(message, turn, before);
        }

        var answer = after?.Answer?.With(message) ?? new ForeignAnswer(message);
        turn.Answers.Add(answer);
        return new(message, turn, answer);
    }

    private ForeignTurn AddTurn(ForeignMessage question, Place? after)
    {
        var attempt = after is { Answer: { } answer } ? after.Turn.Answers.IndexOf(answer) : 0;
        var turn = new ForeignTurn(question, after?.Turn, attempt, question.Time ?? after?.Turn.Time ?? begin);
        turns.Add(turn);
        return turn;
    }

    private List<ForeignTurn> InOrder()
    {
        var (ordered, waiting) = (new List<ForeignTurn>(), new PriorityQueue<ForeignTurn, (DateTime, int)>());
        var index = turns.Select((turn, i) => (turn, i)).ToDictionary(pair => pair.turn, pair => pair.i);
        var next = turns.Where(turn => turn.Parent is not null).ToLookup(turn => turn.Parent!);
        foreach (var turn in turns.Where(turn => turn.Parent is null)) waiting.Enqueue(turn, (turn.Time, index[turn]));
        while (waiting.TryDequeue(out var turn, out _))
        {
            turn.Sequence = 2 * ordered.Count;
            ordered.Add(turn);
            foreach (var follower in next[turn]) waiting.Enqueue(follower, (follower.Time, index[follower]));
        }

        return ordered;
    }

    /// <summary>Lets the answers stand that the path to a message goes through. Without a message, the path to the newest one.</summary>
    private ForeignTurn? Select(string? current)
    {
        foreach (var turn in Ordered) turn.Standing = turn.Answers.Count - 1;
        if (Ordered.Count == 0) return null;
        var last = current is not null && places.TryGetValue(current, out var shown)
            ? shown
            : places.Values.MaxBy(place => (place.Message.Time ?? place.Turn.Time, place.Turn.Sequence, place.Answer is not null))!;
        if (last.Answer is { } answer) last.Turn.Standing = last.Turn.Answers.IndexOf(answer);
        for (var turn = last.Turn; turn.Parent is { } parent; turn = parent)
        {
            if (parent.Answers.Count > 0) parent.Standing = turn.ParentAttempt;
        }

        return last.Turn;
    }

    /// <param name="Answer">Null for a question.</param>
    private sealed record Place(ForeignMessage Message, ForeignTurn Turn, ForeignAnswer? Answer);
}
