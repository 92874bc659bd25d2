using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Transfer.Imports;
using SamosaChaat.Shared.Transfer.Lines;

namespace SamosaChaat.Bench.Search;

/// <summary>Makes conversations of words as a language has them: few are common, and most are rare.</summary>
internal sealed class Texts(Guid userId)
{
    /// <summary>As many give a person a million messages in as many conversations as one may have.</summary>
    public const int PerConversation = 50;

    private const int Words = 30_000;
    private const int PerMessage = 60;
    private const string Model = "demo";

    private readonly Random random = new(1);

    /// <summary>Returns a word, the more common the smaller its number: half of all words are among the first hundred or so.</summary>
    public static string Word(int number) => $"w{number}";

    /// <summary>Returns the next conversation with its turns. Its messages are a second after each other.</summary>
    public AddImported Next(DateTime time)
    {
        var turns = Enumerable.Range(0, PerConversation / 2).Select(i => Turn(i * 2, time.AddSeconds(i * 2))).ToList();
        var head = new ConversationLine(
            Guid.CreateVersion7(time), $"About {Some()}", Model, time, turns[^1].EndedAt, Instructions: null, turns[^1].Sequence);
        var whole = new ImportedConversation(head, turns, []);
        return new(new(userId, whole, _ => PerMessage), [.. whole.MessageIds], mayAdd: true);
    }

    private TurnLine Turn(int sequence, DateTime time)
    {
        var answered = time.AddSeconds(1);
        return new(
            Guid.CreateVersion7(time),
            sequence,
            sequence == 0 ? Message.NoParent : sequence - 2,
            ParentAttempt: 0,
            Text(),
            Model,
            time,
            new(Temperature: null, MaxTokens: null, TopK: null),
            Attempt: 0,
            time,
            answered,
            new(Attempt: 0, Model, FinishReasons.Stop, Error: null, Reasoning: null, Prompt: null),
            new(Guid.CreateVersion7(answered), Text(), PerMessage, Model, InferenceTimeMs: 1_000, answered));
    }

    private string Text() => string.Join(' ', Enumerable.Range(0, PerMessage).Select(_ => Some()));

    private string Some() => Word((int)Math.Pow(Words, random.NextDouble()));
}
