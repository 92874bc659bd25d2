using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Shared.Turns;

/// <summary>The part of an answer that the earlier runs of its attempt have stored in checkpoints.</summary>
internal sealed class AnswerPrefix
{
    public static readonly AnswerPrefix None = new([]);

    public AnswerPrefix(IReadOnlyList<Checkpoint> pieces)
    {
        PackedLengths = [.. pieces.SelectMany(piece => piece.TokenLengths)];
        Lengths = TokenLengths.Unpack(PackedLengths);
        Text = string.Concat(pieces.Select(piece => piece.Text));
        (Content, var reasoning) = TokenText.Split(Text, Lengths);
        ContentTokens = Lengths.Count(length => length > 0);
        Reasoning = reasoning.Length > 0 ? new(reasoning, Lengths.Length - ContentTokens) : null;
        ElapsedMs = pieces.Count > 0 ? pieces[^1].ElapsedMs : 0;
    }

    /// <summary>The text of all tokens, of the content and of the reasoning.</summary>
    public string Text { get; }

    public int[] Lengths { get; }

    /// <summary>The same lengths, packed by <see cref="TokenLengths"/>.</summary>
    public byte[] PackedLengths { get; }

    public string Content { get; }

    /// <summary>The number of token events of the content.</summary>
    public int ContentTokens { get; }

    /// <summary>The reasoning so far. Null if the model wrote none.</summary>
    public Reasoning? Reasoning { get; }

    /// <summary>Milliseconds from the first request to the last token, without the time in which no server ran the turn.</summary>
    public int ElapsedMs { get; }

    public bool IsEmpty => Lengths.Length == 0;

    /// <summary>True if there is a text that a model can continue. No model can continue its reasoning.</summary>
    public bool HasVisibleText => !VisibleText.IsBlank(Content);

    /// <summary>The content as the model gets it. See <see cref="SeamSpace"/>.</summary>
    public string WithoutSpace => Content.TrimEnd();

    /// <summary>The white space that the model does not get.</summary>
    public string Space => Content[WithoutSpace.Length..];

    /// <summary>The place where the next run continues.</summary>
    public Seam End => new(Lengths.Length, Content.Length);
}
