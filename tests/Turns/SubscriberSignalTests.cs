using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Tests.Turns;

public sealed class SubscriberSignalTests
{
    private readonly EventLog log = new(attempt: 0);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tick_wakes_it_and_is_taken_once()
    {
        using var signal = new SubscriberSignal(Ct);
        var waiting = Wait(signal);
        Assert.False(waiting.IsCompleted);

        signal.Tick();

        await waiting.WaitAsync(Patience.Limit, Ct);
        Assert.True(signal.TakeTick());
        Assert.False(signal.TakeTick());
    }

    [Fact]
    public void A_tick_that_came_while_nobody_waited_is_not_lost()
    {
        using var signal = new SubscriberSignal(Ct);

        signal.Tick();

        Assert.True(Wait(signal).IsCompleted);
    }

    [Fact]
    public async Task Whoever_was_woken_by_a_tick_is_woken_by_what_comes_after_it()
    {
        using var signal = new SubscriberSignal(Ct);
        var ticked = Wait(signal);
        signal.Tick();
        await ticked.WaitAsync(Patience.Limit, Ct);
        signal.TakeTick();

        var waiting = Wait(signal);
        Assert.False(waiting.IsCompleted);
        log.AppendTokens("more");

        await waiting.WaitAsync(Patience.Limit, Ct);
        Assert.False(signal.TakeTick());
    }

    [Fact]
    public async Task A_client_that_leaves_wakes_it_and_nobody_waits_after_that()
    {
        using var gone = new CancellationTokenSource();
        using var signal = new SubscriberSignal(gone.Token);
        var waiting = Wait(signal);

        await gone.CancelAsync();

        await waiting.WaitAsync(Patience.Limit, Ct);
        Assert.True(Wait(signal).IsCompleted);
    }

    [Fact]
    public async Task However_tokens_ticks_and_waiting_meet_no_token_is_slept_through()
    {
        const int Tokens = 20_000;
        using var signal = new SubscriberSignal(Ct);
        using var over = new CancellationTokenSource();
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < Tokens; i++) log.AppendTokens("x");
        }, Ct);
        var ticking = Task.Run(() =>
        {
            while (!over.IsCancellationRequested) signal.Tick();
        }, Ct);

        var events = 0;
        for (var position = 0; events < Tokens;)
        {
            var more = log.Read(position, out _);
            position += more.Length;
            events += more.Span.Count((byte)'{');
            if (events < Tokens) await Wait(signal, position).WaitAsync(Patience.Limit, Ct);
            signal.TakeTick();
        }

        await over.CancelAsync();
        await Task.WhenAll(writing, ticking);
        Assert.Equal(Tokens, events);
    }

    [Fact]
    public async Task A_reader_who_is_alone_goes_on_at_once_on_the_thread_that_appends()
    {
        using var signal = new SubscriberSignal(Ct);
        var reading = ReadOnceAsync(signal);

        log.AppendTokens("more");

        var (appender, isDone) = (Environment.CurrentManagedThreadId, reading.IsCompleted);
        Assert.True(isDone);
        Assert.Equal(appender, await reading);
    }

    [Fact]
    public async Task A_crowd_does_not_hold_up_the_thread_that_appends()
    {
        using var one = new SubscriberSignal(Ct);
        using var other = new SubscriberSignal(Ct);
        using var appended = new ManualResetEventSlim();
        var reading = Task.WhenAll(ReadOnceAsync(one, appended), ReadOnceAsync(other, appended));

        // Either of them would wait here for what comes after it.
        log.AppendTokens("more");
        appended.Set();

        await reading.WaitAsync(Patience.Limit, Ct);
    }

    /// <summary>Returns which thread went on.</summary>
    private async Task<int> ReadOnceAsync(SubscriberSignal signal, ManualResetEventSlim? gate = null)
    {
        await signal.WaitAsync(log, 0).ConfigureAwait(false);
        if (gate is not null) Assert.True(gate.Wait(Patience.Limit, Ct), "It held up the thread that appends.");
        return Environment.CurrentManagedThreadId;
    }

    private Task Wait(SubscriberSignal signal, int position = 0) => signal.WaitAsync(log, position).AsTask();
}
