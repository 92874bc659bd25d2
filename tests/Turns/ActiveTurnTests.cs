using System.Text;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Turns;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Tests.Turns;

public sealed class ActiveTurnTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_readers_at_their_own_pace_read_the_same_bytes()
    {
        using var activeTurn = Some();
        var readers = Enumerable.Range(0, 100).Select(seed => Task.Run(() => ReadAsync(activeTurn, new Random(seed)), Ct)).ToArray();

        // 3 MB, which the log's first buffer is a thousand times too small for.
        for (var i = 0; i < 3000; i++)
        {
            activeTurn.AppendTokens(new string((char)('a' + (i % 26)), 1000));
            if (i % 50 == 0) await Task.Yield();
        }

        activeTurn.Publish(new TurnOutcome(FinishReasons.Stop, null, null));

        var expected = activeTurn.Log.Read(0, out var complete).ToArray();
        Assert.True(complete);
        Assert.InRange(expected.Length, 3_000_000, int.MaxValue);
        foreach (var read in await Task.WhenAll(readers)) Assert.True(expected.AsSpan().SequenceEqual(read), "A reader read something else.");
        Assert.EndsWith("id: 3001\ndata: {\"done\":true,\"finish_reason\":\"stop\",\"message\":null}\n\n", Encoding.UTF8.GetString(expected), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_were_read_never_change()
    {
        using var activeTurn = Some();
        var first = activeTurn.Log.Read(0, out _);
        var copy = first.ToArray();

        for (var i = 0; i < 1000; i++) activeTurn.AppendTokens("more");

        Assert.Equal(copy, first.ToArray());
        Assert.Equal(copy, activeTurn.Log.Read(0, out _)[..copy.Length].ToArray());
    }

    [Fact]
    public void What_could_not_be_written_leaves_nothing_behind()
    {
        var log = new EventLog(attempt: 0);
        log.AppendTokens("one");

        Assert.Throws<InvalidOperationException>(() => log.Append("two", (json, text) =>
        {
            json.WriteStringValue(text);
            json.Flush();
            throw new InvalidOperationException();
        }));
        log.AppendTokens("four", "five");

        var text = Encoding.UTF8.GetString(log.Read(0, out _).Span);
        Assert.Equal("id: 0\ndata: {\"token\":\"one\"}\n\nid: 1\ndata: {\"token\":\"four\"}\n\nid: 2\ndata: {\"token\":\"five\"}\n\n", text);
        Assert.Equal(text.IndexOf("id: 2", StringComparison.Ordinal), log.PositionAfter(1));
    }

    [Fact]
    public async Task Nobody_waits_for_what_is_already_there_and_everybody_is_woken_by_what_comes()
    {
        using var activeTurn = Some();
        var position = activeTurn.Log.Read(0, out _).Length;

        Assert.True(Wait(0).IsCompleted);
        var waiting = Enumerable.Range(0, 10).Select(_ => Wait(position)).ToArray();
        Assert.DoesNotContain(waiting, task => task.IsCompleted);
        activeTurn.AppendTokens("wake up");
        await Task.WhenAll(waiting).WaitAsync(Patience.Limit, Ct);

        activeTurn.Publish(new TurnOutcome(FinishReasons.Stop, null, null));
        Assert.True(Wait(activeTurn.Log.Length).IsCompleted, "Nothing comes after the end: whoever waited would wait for ever.");

        Task Wait(int from) => new SubscriberSignal(Ct).WaitAsync(activeTurn.Log, from).AsTask();
    }

    [Fact]
    public async Task A_failure_is_told_before_the_end_with_the_trace_id_of_the_request()
    {
        using var activeTurn = Some();

        activeTurn.Publish(new TurnOutcome(FinishReasons.Error, null, Problem.Of(502, "It broke.")));

        var text = Encoding.UTF8.GetString(activeTurn.Log.Read(0, out _).Span);
        Assert.Matches("id: 1\ndata: {\"error\":{.*\"trace_id\":\"a-trace\"}}\n\nid: 2\ndata: {\"done\":true,\"finish_reason\":\"error\"", text);
        Assert.Equal(FinishReasons.Error, (await activeTurn.Ended).FinishReason);
        Assert.True(activeTurn.Answered.IsCompleted);
    }

    [Fact]
    public void Half_a_character_does_not_break_the_stream()
    {
        using var activeTurn = Some();

        activeTurn.AppendTokens("\uD83E");

        Assert.EndsWith("id: 1\ndata: {\"token\":\"\uFFFD\"}\n\n", Encoding.UTF8.GetString(activeTurn.Log.Read(0, out _).Span).Replace("\\uFFFD", "\uFFFD", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData(" \u00FC \u20AC \uD83E\uDD5F \u0939\u093F\u0928\u094D\u0926\u0940 ")]
    [InlineData("\"quoted\" \\ and <b>&amp;</b> 'so' /")]
    [InlineData("\n\r\t\b\f\0\u001F\u007F")]
    [InlineData("\u0085\u00A0\u2028\u2029\uFEFF\uFFFF\uE000")]
    public void A_token_is_written_as_the_JSON_writer_writes_it(string token)
    {
        var (log, slow) = (new EventLog(attempt: 0), new EventLog(attempt: 0));

        log.AppendTokens(token, "and more");

        slow.Append(token, (json, text) => StreamEvent.Token(json, text, isReasoning: false));
        slow.Append("and more", (json, text) => StreamEvent.Token(json, text, isReasoning: false));
        Assert.Equal(Encoding.UTF8.GetString(slow.Read(0, out _).Span), Encoding.UTF8.GetString(log.Read(0, out _).Span));
    }

    [Fact]
    public void Stopping_a_turn_that_has_just_ended_does_nothing()
    {
        var activeTurn = Some();
        activeTurn.Publish(new TurnOutcome(FinishReasons.Stop, null, null));
        activeTurn.Dispose();

        activeTurn.Stop(FinishReasons.Cancelled);

        Assert.True(activeTurn.Ended.IsCompletedSuccessfully);
    }

    internal static ActiveTurn Some(TimeProvider? clock = null)
    {
        var message = new Message(Guid.NewGuid(), Guid.NewGuid(), 0, Roles.User, "Hello?", 2, "demo", 0, TimeProvider.System.Now());
        var turn = new Turn(Guid.NewGuid(), message, Attempt: 0, "demo", new Sampling(null, null, null), Guid.NewGuid(), Standing: null, "a-trace");
        return new ActiveTurn(turn, new AnswerBuffer(clock ?? TimeProvider.System, 2_000_000, 1_000_000));
    }

    /// <summary>Reads pieces of random length, sometimes falls behind, and waits where there is nothing more.</summary>
    private static async Task<byte[]> ReadAsync(ActiveTurn activeTurn, Random random)
    {
        var all = new MemoryStream();
        using var signal = new SubscriberSignal(Ct);
        while (true)
        {
            var bytes = activeTurn.Log.Read((int)all.Length, out var complete);
            if (complete && bytes.IsEmpty) return all.ToArray();

            all.Write(bytes.Span[..Math.Min(bytes.Length, random.Next(1, 60_000))]);
            if (random.Next(4) == 0) await Task.Yield();
            await signal.WaitAsync(activeTurn.Log, (int)all.Length).AsTask().WaitAsync(Patience.Limit);
        }
    }
}
