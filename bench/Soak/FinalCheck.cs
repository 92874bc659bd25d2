using System.Text.Json;

namespace SamosaChaat.Bench.Soak;

/// <summary>When all is quiet: what a server that was killed many times has of a person's conversations, held against all that was seen.</summary>
internal sealed class FinalCheck(Model model, bool strict, Tally tally)
{
    private readonly AnswerCheck answers = new(model, strict, tally);

    public async Task HoldAsync(ServerRun run, Client client, IReadOnlyList<Talk> talks)
    {
        var behaviour = new ClientBehaviour(client, tally);
        // Whatever still runs ends by itself, and is watched until it does.
        foreach (var talk in talks.Where(talk => talk.IsDeleted)) await behaviour.StaysDeletedAsync(run, talk);
        talks = [.. talks.Where(talk => !talk.MayBeDeleted)];
        foreach (var turn in talks.SelectMany(talk => talk.Turns)) await behaviour.ResumeAsync(run, turn, null, Patience.Endless);
        foreach (var talk in talks)
        {
            await GoOnAsync(run, behaviour, talk);
            if (await client.JsonAsync(run, HttpMethod.Get, $"{talk.Path}/messages") is not { } list) continue;
            var messages = list.EnumerateArray().ToArray();
            HoldList(talk, messages);
            for (var i = 0; i < messages.Length; i++)
            {
                if (Role(messages[i]) != "user" || talk.Find(Id(messages[i])) is not { } turn) continue;
                var answer = i + 1 < messages.Length && Role(messages[i + 1]) == "assistant" ? messages[i + 1] : default(JsonElement?);
                await ReplayAsync(run, client, turn, answer);
            }
        }
    }

    /// <summary>The conversation takes another turn and finishes it.</summary>
    private static async Task GoOnAsync(ServerRun run, ClientBehaviour behaviour, Talk talk)
    {
        var id = Guid.NewGuid();
        var turn = talk.Begin(id, Model.Question(id, "are you still there?", calm: true), null);
        await behaviour.PostAsync(run, turn, cancelOther: false, Patience.Endless);
        if (!turn.IsFinal) turn.Violation("a conversation is stuck", "it takes no new turn to its end");
    }

    private static void HoldList(Talk talk, JsonElement[] messages)
    {
        var questions = messages.Where(message => Role(message) == "user").ToArray();
        var places = questions.Index().GroupBy(question => Id(question.Item)).ToDictionary(same => same.Key, same => same.First().Index);
        if (messages.Select(Id).Distinct().Count() != messages.Length) Violation("a message is there twice", messages.Length.ToString());
        foreach (var stranger in places.Keys.Where(id => talk.Find(id) is null)) Violation("a message that nobody sent", stranger.ToString());
        for (var i = 0; i < messages.Length; i++)
        {
            if (Role(messages[i]) == "assistant" && (i == 0 || Role(messages[i - 1]) != "user")) Violation("an answer without a question", Id(messages[i]).ToString());
        }

        var known = talk.Turns.Where(turn => turn.AcknowledgedAt is not null).ToArray();
        foreach (var turn in known)
        {
            if (!places.TryGetValue(turn.Id, out var place)) turn.Violation("an acknowledged message is missing", "at the end");
            else if (questions[place].GetProperty("content").GetString() != turn.Content) turn.Violation("another content", questions[place].ToString());
            else if (known.Any(later => turn.AcknowledgedAt < later.SentAt && places.TryGetValue(later.Id, out var other) && other < place)) turn.Violation("out of order", $"place {place}");
        }

        void Violation(string kind, string detail) => talk.Tally.Violation(kind, $"seed {talk.Seed}, conversation {talk.Id}: {detail}");
    }

    /// <summary>The stream of a turn that is over says what the list says.</summary>
    private async Task ReplayAsync(ServerRun run, Client client, Turn turn, JsonElement? answer)
    {
        var reader = new Reader(turn.Talk, turn, null, run);
        await client.StreamAsync(run, HttpMethod.Get, $"{turn.Talk.Path}/messages/{turn.Id}/stream", null, reader, Patience.Endless);
        if (reader.Last is not { Kind: EventKind.Done } done) return;
        var agrees = answer is { } stored ? done.Message is { } told && JsonElement.DeepEquals(stored, told) : done.Message is null;
        if (!agrees) turn.Violation("the stream's answer is not the list's", $"{done.Data}, the list has {answer?.ToString() ?? "none"}");
        if (reader.Text != (answer?.GetProperty("content").GetString() ?? "")) turn.Violation("the tokens are not the answer", $"{reader.Text} | {answer}");
        answers.Hold(turn, done, answer);
    }

    private static Guid Id(JsonElement message) => message.GetProperty("id").GetGuid();

    private static string? Role(JsonElement message) => message.GetProperty("role").GetString();
}
