using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Tests.Inference;

/// <summary>Thousands of histories, of which a budget keeps this much or that: the strictest template takes each of them.</summary>
public sealed class StrictHistoriesTests
{
    private static readonly string[] Answers = ["An answer", "Half", "", " \r\n", "\u200B", "\u001F", "same"];
    private static readonly string[] Questions = ["same", "same", "again", "What then?", "🥟?"];

    [Fact]
    public void Every_history_is_accepted_within_every_budget()
    {
        var random = Seeded.Random();
        for (var run = 0; run < 5_000; run++)
        {
            var history = History(random);
            var limits = new PromptLimits(random.Next(1, 20), random.Next(1, 60));

            var system = new SystemMessage(random.Next(2) == 0 ? null : new("Be polite.", 3), random.Next(2) == 0 ? null : new("Be brief.", 3));

            var prompt = Prompt.Fit(system, history[^1], Enumerable.Reverse(history[..^1]), limits, text => text.Length);

            var chat = prompt.ToChatMessages().Select(message => (message.Role.Value, message.Text)).ToArray();
            Assert.Null(StrictTemplate.Objection(chat));
            Assert.InRange(prompt.Sent.Count, 1, limits.MaxMessages);
            Assert.True(prompt.Tokens <= limits.MaxTokens || prompt.Sent.Count == 1, $"{prompt.Tokens} tokens of {limits.MaxTokens}");
            // Whatever is not sent is named: by its id, or by a reason for all that is older.
            var named = prompt.Sent.Count + prompt.EmptyAnswers.Count;
            Assert.True(named == history.Count || prompt.LeftOut.Count > 0, $"{history.Count - named} messages are missing without a reason.");
        }
    }

    /// <summary>Each question has an answer or none, as turns leave them.</summary>
    private static List<Message> History(Random random)
    {
        var (history, conversation) = (new List<Message>(), Guid.NewGuid());
        var turns = random.Next(12);
        for (var turn = 0; turn < turns; turn++)
        {
            history.Add(Message(Roles.User, Pick(Questions), 2 * turn));
            if (random.Next(3) > 0) history.Add(Message(Roles.Assistant, Pick(Answers), (2 * turn) + 1));
        }

        history.Add(Message(Roles.User, Pick(Questions), history.Count == 0 ? 0 : (history[^1].Sequence | 1) + 1));
        return history;

        string Pick(string[] texts) => texts[random.Next(texts.Length)];

        Message Message(string role, string content, int sequence) =>
            new(Guid.NewGuid(), conversation, sequence, role, content, content.Length, "demo", 0, TimeProvider.System.Now());
    }
}
