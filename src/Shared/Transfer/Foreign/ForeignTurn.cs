namespace SamosaChaat.Shared.Transfer.Foreign;

/// <summary>Holds a question of another program and all answers to it.</summary>
/// <param name="parent">The turn that it follows. Null for none.</param>
/// <param name="parentAttempt">The number of the answer that it follows, from 0.</param>
internal sealed class ForeignTurn(ForeignMessage question, ForeignTurn? parent, int parentAttempt, DateTime time)
{
    public ForeignMessage Question => question;

    public ForeignTurn? Parent => parent;

    public int ParentAttempt => parentAttempt;

    public DateTime Time => time;

    public List<ForeignAnswer> Answers { get; } = [];

    /// <summary>The number of the answer that stands. It is the newest one, unless another one was shown.</summary>
    public int Standing { get; set; } = -1;

    /// <summary>The sequence, once it is known.</summary>
    public int Sequence { get; set; }
}

/// <summary>Holds an answer. Several messages of a model that follow each other are one.</summary>
internal sealed class ForeignAnswer(ForeignMessage first)
{
    private readonly List<ForeignMessage> parts = [first];

    public string Id => parts[^1].Id;

    public ForeignMessage Last => parts[^1];

    public string Text => ForeignText.Join(parts.Select(part => part.Content));

    public string Reasoning => ForeignText.Join(parts.Select(part => part.Reasoning));

    public string? Model => parts.Select(part => part.Model).LastOrDefault(model => model is not null);

    public void Add(ForeignMessage next) => parts.Add(next);

    /// <summary>Returns another version, which goes on with another message.</summary>
    public ForeignAnswer With(ForeignMessage next)
    {
        var other = new ForeignAnswer(parts[0]);
        foreach (var part in parts.Skip(1)) other.Add(part);
        other.Add(next);
        return other;
    }
}
