using System.Text.Json;

namespace SamosaChaat.Bench.Soak;

/// <summary>What people do with a turn, and which answers they may get to it.</summary>
internal sealed class ClientBehaviour(Client client, Tally tally)
{
    /// <summary>Sends a turn for the first time, or again with the same id and body.</summary>
    public async Task PostAsync(ServerRun run, Turn turn, bool cancelOther, Patience patience)
    {
        var (wasFinal, isJoin) = (turn.IsFinal, turn.BeginPosting());
        if (cancelOther)
        {
            // Given up it could still arrive, and cancel what nobody expects to be.
            patience = patience with { GivesUp = null };
            turn.Talk.BeginCancelling();
        }

        int? status = null;
        try
        {
            var reader = new Reader(turn.Talk, turn, null, run);
            status = await client.StreamAsync(run, HttpMethod.Post, $"{turn.Talk.Path}/messages", turn.Body(cancelOther: cancelOther), reader, patience, Client.MayFail);
            // The model's server has failed: the message was stored before it was asked.
            if (status is 502 or 504) turn.Acknowledge();
            Refused(turn, status, wasFinal, run);
            if (status == 200 && isJoin && !wasFinal) tally.Count(Deed.Joins);
        }
        finally
        {
            turn.EndPosting();
            // A node that stood still takes the request when it goes on.
            if (cancelOther && !(run.IsNode && status is null)) turn.Talk.EndCancelling();
        }
    }

    /// <summary>Posts without a stream; the answer is kept to be held against what is stored.</summary>
    public async Task AskAsync(ServerRun run, Turn turn)
    {
        if (await client.JsonAsync(run, HttpMethod.Post, $"{turn.Talk.Path}/messages", turn.Body(stream: false), Client.MayFail) is not { } answer) return;
        turn.Acknowledge();
        if (answer.ValueKind == JsonValueKind.Object && answer.GetProperty("role").GetString() == "assistant") turn.Told = answer;
        else turn.Violation("an answer is no message", answer.ToString());
    }

    /// <summary>Reads on after an event, from the beginning without one. A message that was acknowledged is there.</summary>
    public async Task ResumeAsync(ServerRun run, Turn turn, long? after, Patience patience)
    {
        int[] mayBe = turn.AcknowledgedAt is null ? [404] : [];
        var reader = new Reader(turn.Talk, turn, after, run);
        if (await client.StreamAsync(run, HttpMethod.Get, $"{turn.Talk.Path}/messages/{turn.Id}/stream", null, reader, patience, mayBe) == 200) tally.Count(Deed.ResumedReads);
    }

    public async Task CancelAsync(ServerRun run, Turn turn)
    {
        turn.MayBeCancelled = true;
        int[] mayBe = turn.AcknowledgedAt is null ? [404] : [];
        var status = await client.StatusAsync(run, HttpMethod.Delete, $"{turn.Talk.Path}/messages/{turn.Id}/stream", null, mayBe);
        if (status == 204) tally.Count(Deed.Cancels);
    }

    /// <summary>The same id with another body is refused, and changes nothing.</summary>
    public async Task MisuseAsync(ServerRun run, Turn turn)
    {
        var body = new { message = new { id = turn.Id, content = "Something else." } };
        var known = turn.AcknowledgedAt is not null;
        if (!known) return;
        var status = await client.StatusAsync(run, HttpMethod.Post, $"{turn.Talk.Path}/messages", body, 409);
        if (status is >= 200 and < 300) turn.Violation("an id was taken for another body", $"{status}");
    }

    /// <param name="turn">Null for the last one.</param>
    public async Task RegenerateAsync(ServerRun run, Talk talk, Turn? turn, Patience patience)
    {
        foreach (var maybe in turn is null ? talk.MaybeLast() : [turn]) maybe.MayBeRegenerated = true;
        // Given up it could still arrive, when another turn is the last one.
        if (turn is null) patience = patience with { GivesUp = null };
        // The turns behind it must stay where the checks look for them.
        object body = turn is null ? new { keep_following = true } : new { message = turn.Id, keep_following = true };
        var status = await client.StreamAsync(run, HttpMethod.Post, $"{talk.Path}/regenerate", body, new Reader(talk, turn, null, run), patience, Client.MayFail);
        if (status == 200) tally.Count(Deed.Regenerations);
        if (status == 409) tally.Count(Deed.RefusedAsBusy);
    }

    /// <summary>What was acknowledged before the list was asked for is in it.</summary>
    public async Task ListAsync(ServerRun run, Talk talk)
    {
        var known = talk.Turns.Where(turn => turn.AcknowledgedAt is not null).ToArray();
        if (await client.JsonAsync(run, HttpMethod.Get, $"{talk.Path}/messages") is not { } list) return;
        var ids = list.EnumerateArray().Select(message => message.GetProperty("id").GetGuid()).ToArray();
        if (ids.Distinct().Count() != ids.Length) tally.Violation("a message is there twice", $"seed {talk.Seed}, conversation {talk.Id}");
        foreach (var turn in known.ExceptBy(ids, turn => turn.Id)) turn.Violation("an acknowledged message is missing", "in a list");
    }

    public async Task DeleteAsync(ServerRun run, Talk talk)
    {
        talk.MayBeDeleted = true;
        client.MayBeMissing(talk.Path);
        if (await client.StatusAsync(run, HttpMethod.Delete, talk.Path, null, 404) == 204) talk.IsDeleted = true;
    }

    public async Task StaysDeletedAsync(ServerRun run, Talk talk)
    {
        if (await client.StatusAsync(run, HttpMethod.Get, talk.Path, null, 404) == 200) tally.Violation("a deleted conversation is back", $"seed {talk.Seed}, {talk.Path}");
    }

    private void Refused(Turn turn, int? status, bool wasFinal, ServerRun run)
    {
        if (status is 409 or 429) tally.Count(Deed.RefusedAsBusy);
        if (wasFinal && status is not (null or 200) && !turn.MayBeRegenerated && !run.MayBreak) turn.Violation("a finished turn was not replayed", $"{status}");
    }
}
