using System.Globalization;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Bench.Seeding;

/// <summary>Whose a conversation is.</summary>
internal readonly record struct Talk(Guid UserId, Guid ConversationId);

/// <summary>
/// Gives conversations their turns through the store's own operations. All have their first turn before one has its second, so that a conversation's
/// messages lie as far apart as they do where many people talk at the same time.
/// </summary>
internal static class History
{
    /// <summary>A commit takes as many, so that one is always full.</summary>
    private const int AtOnce = 1_024;

    private static readonly string Answer = string.Concat(Enumerable.Repeat("Fold the dough over the filling and press. ", 8));
    private static readonly Sampling ModelsOwn = new(Temperature: null, MaxTokens: null, TopK: null);

    /// <param name="turns">Of each, two messages a turn.</param>
    /// <param name="tell">Is told now and then how many messages there are.</param>
    public static async Task WriteAsync(IStore store, IReadOnlyList<Talk> talks, int turns, Action<int>? tell = null)
    {
        var random = new Random(1);
        var inTurn = talks.ToArray();
        // One turn a second, up to now.
        var time = TimeProvider.System.Now().AddSeconds(-(double)talks.Count * turns);
        for (var turn = 0; turn < turns; turn++)
        {
            random.Shuffle(inTurn);
            var (number, began) = (turn, time);
            await Parallel.ForAsync(0, inTurn.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, ct) =>
                await WriteTurnAsync(store, inTurn[i], Asked(number), Answer, began.AddSeconds(i), ct));
            time = time.AddSeconds(inTurn.Length);
            if (turn % 5 == 4) tell?.Invoke((turn + 1) * inTurn.Length * 2);
        }
    }

    /// <summary>The next message of a conversation, as long as those that are written here.</summary>
    public static Message NewMessage(Guid conversationId, int sequence) => new(
        Guid.CreateVersion7(), conversationId, sequence, sequence % 2 == 0 ? Roles.User : Roles.Assistant, Answer[..200], 50, "demo", 0, TimeProvider.System.Now());

    /// <summary>Asks a question and answers it.</summary>
    public static async Task WriteTurnAsync(IStore store, Talk talk, string asked, string answered, DateTime time, CancellationToken ct)
    {
        var begun = await store.WriteAsync(
            new StartTurn(talk.UserId, talk.ConversationId, Guid.CreateVersion7(time), asked, 12, ModelsOwn, _ => 4096, Guid.CreateVersion7(time), mayStart: true, time), ct);
        var question = begun.Question ?? throw new InvalidOperationException($"A turn did not begin: {begun.Status}.");
        var answer = new Message(Guid.CreateVersion7(time), talk.ConversationId, question.Sequence + 1, Roles.Assistant, answered, 80, question.ModelTag, 1_600, time);
        var outcome = new StoredOutcome(FinishReasons.Stop, Attempt: 0, TokenLengths: null, Failure: null);
        await store.WriteAsync(new FinishTurn(question, new(outcome, answer, SentPrompt.Nothing, HasCheckpoints: false), standing: null, time), ct);
    }

    private static string Asked(int number) => string.Create(CultureInfo.InvariantCulture, $"How do I fold samosas so that they hold, part {number}?");
}
