using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Turns;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Tests.Turns;

public sealed class SseWriterTests : IDisposable
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    private readonly ActiveTurn activeTurn = ActiveTurnTests.Some();
    private readonly SentBytes sent = new();
    private readonly DefaultHttpContext http;

    public SseWriterTests() => http = new DefaultHttpContext { Response = { Body = sent } };

    private static SseWriter Writer(TimeProvider clock) =>
        new(clock, Options.Create(new StreamingOptions { KeepAlive = KeepAlive }), NullLogger<SseWriter>.Instance);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_comment_comes_after_that_much_silence_and_not_before()
    {
        using var clock = new WatchedClock();
        var writing = Writer(clock).WriteAsync(http, activeTurn.Log, lastId: -1);
        await clock.SetAsync(1, Ct);
        // Read once at the start and once after what was there was written.
        await clock.ReadAsync(2, Ct);

        clock.Advance(TimeSpan.FromSeconds(10));
        activeTurn.AppendTokens("talk");
        await clock.ReadAsync(1, Ct);
        // The token starts the silence anew: it is 25 s old at the first comment.
        clock.Advance(TimeSpan.FromSeconds(14));
        await clock.SetAsync(1, Ct);
        Assert.EndsWith("{\"token\":\"talk\"}\n\n", sent.Text, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(1));
        await sent.UntilAsync(text => text.EndsWith("{\"token\":\"talk\"}\n\n: keep-alive\n\n", StringComparison.Ordinal), Ct);

        activeTurn.Publish(new TurnOutcome(FinishReasons.Stop, null, null));
        await writing.WaitAsync(Patience.Limit, Ct);
        Assert.Contains("\"done\":true", sent.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_of_tokens_that_a_crash_has_lost_gets_none_again_with_their_ids()
    {
        var lost = new TurnEvents(activeTurn.Turn.UserMessage, attempt: 0, reusesIds: true);
        lost.Tokens("stored", [6]);
        // The reader has seen the tokens 2 and 3 as well.
        var writing = Writer(TimeProvider.System).WriteAsync(http, lost.Log, lastId: 3);

        foreach (var token in new[] { "two", "three", "four" }) lost.Tokens(token, [token.Length]);
        await sent.UntilAsync(text => text.Contains("four", StringComparison.Ordinal), Ct);
        lost.End(FinishReasons.Stop, failure: null, answer: null);
        await writing.WaitAsync(Patience.Limit, Ct);

        Assert.Equal([4, 5], Events.Of(sent.Text).Select(item => item.Id));
    }

    [Fact]
    public async Task A_reader_of_more_than_there_is_at_the_end_gets_the_end()
    {
        var lost = new TurnEvents(activeTurn.Turn.UserMessage, attempt: 0, reusesIds: true);
        var writing = Writer(TimeProvider.System).WriteAsync(http, lost.Log, lastId: 30);

        lost.Tokens("stored", [6]);
        lost.End(FinishReasons.Stop, failure: null, answer: null);
        await writing.WaitAsync(Patience.Limit, Ct);

        Assert.Equal([2], Events.Of(sent.Text).Select(item => item.Id));
    }

    [Fact]
    public async Task Nothing_of_a_request_is_left_when_its_stream_is_over()
    {
        var clock = new CountingClock();
        activeTurn.AppendTokens("quick");
        activeTurn.Publish(new TurnOutcome(FinishReasons.Stop, null, null));

        await Writer(clock).WriteAsync(http, activeTurn.Log, lastId: -1);

        // A timer that lives on for 15 s is no harm once, and thousands of them on a busy server.
        Assert.Equal(0, clock.Alive);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_last_event_is_not_sent_by_itself_once_the_answer_has_begun(bool hasBegun)
    {
        http.Features.Set<IHttpResponseFeature>(new BegunResponse(hasBegun));
        activeTurn.AppendTokens("quick");
        activeTurn.Publish(new TurnOutcome(FinishReasons.Stop, null, null));

        await Writer(TimeProvider.System).WriteAsync(http, activeTurn.Log, lastId: -1);

        // What is left is flushed by the server, which has the end of the answer to send as well; of one that has not begun nobody would know that it has to.
        Assert.Equal(hasBegun ? activeTurn.Log.Length : 0, http.Response.BodyWriter.UnflushedBytes);
        await http.Response.BodyWriter.FlushAsync(Ct);
        Assert.Equal(activeTurn.Log.Length, sent.Length);
    }

    [Fact]
    public async Task A_client_that_is_gone_ends_the_writing_and_not_the_turn()
    {
        using var gone = new CancellationTokenSource();
        http.RequestAborted = gone.Token;
        var writing = Writer(TimeProvider.System).WriteAsync(http, activeTurn.Log, lastId: -1);
        await sent.UntilAsync(text => text.EndsWith("}\n\n", StringComparison.Ordinal), Ct);

        await gone.CancelAsync();

        await writing.WaitAsync(Patience.Limit, Ct);
        Assert.False(activeTurn.Stopping.IsCancellationRequested);
        Assert.False(activeTurn.Ended.IsCompleted);
    }

    public void Dispose()
    {
        activeTurn.Dispose();
        sent.Dispose();
    }

    private sealed class BegunResponse(bool hasBegun) : HttpResponseFeature
    {
        public override bool HasStarted => hasBegun;
    }

    /// <summary>What was written, and a way to wait for it.</summary>
    private sealed class SentBytes : MemoryStream
    {
        private readonly SemaphoreSlim written = new(0);

        public string Text
        {
            get
            {
                lock (written) return Encoding.UTF8.GetString(ToArray());
            }
        }

        public async Task UntilAsync(Func<string, bool> wanted, CancellationToken ct)
        {
            while (!wanted(Text)) Assert.True(await written.WaitAsync(Patience.Limit, ct), Text);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            lock (written) Write(buffer.Span);
            written.Release();
            return ValueTask.CompletedTask;
        }

        protected override void Dispose(bool disposing)
        {
            written.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>A clock that stands still until it is told to go on, and tells when it is read and when a timer is set.</summary>
    private sealed class WatchedClock : FakeTimeProvider, IDisposable
    {
        private readonly SemaphoreSlim reads = new(0);
        private readonly SemaphoreSlim timers = new(0);

        public override long GetTimestamp()
        {
            var now = base.GetTimestamp();
            reads.Release();
            return now;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            timers.Release();
            return timer;
        }

        public Task ReadAsync(int times, CancellationToken ct) => CountAsync(reads, times, ct);

        public Task SetAsync(int times, CancellationToken ct) => CountAsync(timers, times, ct);

        public void Dispose()
        {
            reads.Dispose();
            timers.Dispose();
        }

        private static async Task CountAsync(SemaphoreSlim counted, int times, CancellationToken ct)
        {
            for (var i = 0; i < times; i++) Assert.True(await counted.WaitAsync(Patience.Limit, ct));
        }
    }

    /// <summary>The system's clock, which counts the timers that nobody has disposed of.</summary>
    private sealed class CountingClock : TimeProvider
    {
        private int alive;

        public int Alive => alive;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref alive);
            return new Counted(base.CreateTimer(callback, state, dueTime, period), () => Interlocked.Decrement(ref alive));
        }

        private sealed class Counted(ITimer timer, Action disposed) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

            public void Dispose()
            {
                disposed();
                timer.Dispose();
            }

            public ValueTask DisposeAsync()
            {
                disposed();
                return timer.DisposeAsync();
            }
        }
    }
}
