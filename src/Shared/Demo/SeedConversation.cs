using Bogus;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Inference.Demo;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Shared.Demo;

/// <summary>Creates a conversation with the same records as a real one. The demo model answers every turn.</summary>
internal sealed class SeedConversation(Randomizer random, TokenCounter tokens)
{
    private const string ModelTag = "demo";
    private const double MsPerToken = 25;
    private static readonly PromptLimits Limits = new(new InferenceOptions().MaxHistoryMessages, new InferenceOptions().MaxPromptTokens);

    // Caches token counts, because answers repeat and every later turn counts the same messages again.
    private readonly Dictionary<string, int> counted = [];

    /// <param name="lastTurn">The start time of the last turn.</param>
    public SeededConversation Create(Guid userId, SeedTopic topic, DateTime lastTurn)
    {
        // Users take half a minute to three minutes between turns.
        var pauses = topic.Lines.Select(_ => TimeSpan.FromMicroseconds(random.Long(30_000_000, 180_000_000))).ToArray();
        var time = lastTurn - pauses[1..].Aggregate(TimeSpan.Zero, (sum, pause) => sum + pause);
        var created = time - TimeSpan.FromMicroseconds(random.Long(2_000_000, 20_000_000));
        var id = random.NewId(created);
        var (turns, history) = (new List<SeededTurn>(), new List<Message>());
        for (var i = 0; i < topic.Lines.Length; i++)
        {
            if (i > 0) time += pauses[i];
            turns.Add(Turn(id, 2 * i, topic.Lines[i], time, history));
        }

        return new(new(id, userId, topic.Title, ModelTag, created, turns[^1].EndedAt), turns);
    }

    private SeededTurn Turn(Guid conversationId, int place, SeedLine line, DateTime time, List<Message> history)
    {
        var question = new Message(
            random.NewId(time), conversationId, place, Roles.User, line.Question, Count(line.Question), ModelTag, InferenceTimeMs: 0, time);
        var prompt = Prompt.Fit(SystemMessage.None, question, Enumerable.Reverse(history), Limits, Count);
        history.Add(question);

        var written = DemoAnswer.Tokens(line.Question).Take(line.Cut ?? int.MaxValue).ToArray();
        var took = (int)(written.Length * MsPerToken * random.Double(0.97, 1.08));
        var ended = time.AddMilliseconds(took + random.Int(2, 9));
        Message? answer = null;
        if (written.Length > 0)
        {
            answer = new(
                random.NewId(time.AddMilliseconds(1)),
                conversationId,
                place + 1,
                Roles.Assistant,
                string.Concat(written),
                written.Length,
                ModelTag,
                took,
                ended);
            history.Add(answer);
        }

        var failure = line.FinishReason != FinishReasons.Error ? null
            : Problem.Of(StatusCodes.Status502BadGateway, "The model's server 'demo' broke off its answer.")
                .ToJson(Convert.ToHexStringLower(random.Bytes(16)));
        var sampling = new Sampling(Temperature: null, line.FinishReason == FinishReasons.Length ? line.Cut : null, TopK: null);
        return new(
            question,
            new(question.Id, conversationId, IsRunning: true, Attempt: 0, ModelTag, sampling, Outcome: null, Sent: null),
            answer,
            new(line.FinishReason, Attempt: 0, TokenLengths.Pack([.. written.Select(token => token.Length)]), failure),
            prompt.ToSentPrompt(),
            ended);
    }

    private int Count(string text)
    {
        if (!counted.TryGetValue(text, out var count)) counted[text] = count = tokens.Count(text);
        return count;
    }
}
