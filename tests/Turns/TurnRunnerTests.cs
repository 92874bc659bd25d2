using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http.Connections;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Inference.Demo;
using SamosaChaat.Shared.Limits;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns;
using SamosaChaat.Shared.Turns.Events;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Turns;

public sealed class TurnRunnerTests : IDisposable
{
    private readonly ActiveTurn activeTurn = ActiveTurnTests.Some();
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private UpstreamFactory? factory;
    private TurnSlots? slots;

    private string Events => Encoding.UTF8.GetString(activeTurn.Log.Read(0, out _).Span);

    [Fact]
    public async Task Done_is_not_sent_before_the_commit()
    {
        var asked = new TaskCompletionSource();
        var commit = new TaskCompletionSource();
        var run = RunAsync(Runner(new ScriptedStore(async _ =>
        {
            asked.SetResult();
            await commit.Task;
        }, activeTurn.Turn.UserMessage)));

        await asked.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        activeTurn.Log.Read(0, out var complete);
        Assert.False(complete);
        Assert.False(activeTurn.Ended.IsCompleted);
        Assert.Contains("\"token\"", Events, StringComparison.Ordinal);
        Assert.DoesNotContain("\"done\"", Events, StringComparison.Ordinal);

        commit.SetResult();
        await run;
        Assert.Contains("\"done\":true,\"finish_reason\":\"stop\"", Events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_waits_for_the_model_to_answer_at_all_finds_the_tokens_that_came_with_it()
    {
        var found = activeTurn.Answered.ContinueWith(_ => Events, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        await RunAsync(Runner(new ScriptedStore(_ => Task.CompletedTask, activeTurn.Turn.UserMessage)));

        Assert.Contains("\"token\"", await found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_stored_is_not_called_done_and_its_turn_does_not_run_for_ever()
    {
        var store = new ScriptedStore(count => count == 1 ? Task.FromException(new IOException("No space left.")) : Task.CompletedTask, activeTurn.Turn.UserMessage);

        await RunAsync(Runner(store));

        var outcome = await activeTurn.Ended;
        Assert.Equal(FinishReasons.Error, outcome.FinishReason);
        Assert.Equal(500, outcome.Failure?.Status);
        Assert.Null(outcome.Answer);
        Assert.DoesNotContain("No space", Events, StringComparison.Ordinal);
        // The second one ends the turn without the answer: a conversation must not stay busy for want of it.
        Assert.Equal(2, store.Writes);
    }

    [Fact]
    public async Task A_store_that_is_gone_altogether_still_ends_the_turn_for_its_readers()
    {
        // The turn tries on until the store is there again.
        _ = RunAsync(Runner(new ScriptedStore(_ => Task.FromException(new ObjectDisposedException("store")), activeTurn.Turn.UserMessage)));

        Assert.Equal(500, (await activeTurn.Ended.WaitAsync(TestContext.Current.CancellationToken)).Failure?.Status);
        activeTurn.Log.Read(0, out var complete);
        Assert.True(complete);
    }

    [Fact]
    public async Task A_stall_timer_that_fires_as_the_turn_ends_harms_nobody()
    {
        var clock = new LateTimers();

        await RunAsync(Runner(new ScriptedStore(_ => Task.CompletedTask, activeTurn.Turn.UserMessage), clock));

        // On a thread of the pool, an exception here would be the end of the process.
        clock.FireWhatIsLate();
        Assert.Equal(FinishReasons.Stop, (await activeTurn.Ended).FinishReason);
    }

    public void Dispose()
    {
        activeTurn.Dispose();
        factory?.Dispose();
        services.Dispose();
    }

    /// <summary>The turn has taken its slot, as every turn that starts.</summary>
    private Task RunAsync(TurnRunner runner)
    {
        slots!.Take(activeTurn.Turn.UserId);
        return runner.RunAsync(activeTurn);
    }

    private TurnRunner Runner(IStore store, TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        var streaming = Options.Create(new StreamingOptions());
        var meters = services.GetRequiredService<IMeterFactory>();
        var options = Options.Create(new InferenceOptions());
        factory = new UpstreamFactory(options, Options.Create(new DemoOptions { TokensPerSecond = 0 }), clock, NullLogger<UpstreamFactory>.Instance);
        slots = new TurnSlots(
            streaming, Options.Create(new LimitsOptions()), Options.Create(new StorageOptions()), new DescriptorBudget(most: null, () => null));
        var (activeTurns, tokens, models) = (new ActiveTurns(), new TokenCounter(), new ModelCatalog(options, factory));
        var metrics = new TurnMetrics(meters, slots, new SseWriter(clock, streaming, NullLogger<SseWriter>.Instance));
        var retry = new StoreRetry(activeTurns, clock, NullLogger<StoreRetry>.Instance);
        return new TurnRunner(
            store,
            models,
            new PromptBuilder(store, tokens, options, NullLogger<PromptBuilder>.Instance),
            activeTurns,
            new TurnFinisher(
                store, activeTurns, retry, slots, new(Options.Create(new LimitsOptions()), new(clock)), models, metrics, clock, streaming,
                NullLogger<TurnFinisher>.Instance),
            retry,
            new UpstreamCalls(meters),
            new NodeLease(),
            clock,
            streaming,
            NullLogger<TurnRunner>.Instance);
    }

    /// <summary>Holds these messages, or else the conversation was deleted; a test decides what becomes of each write, by its number from 1 on.</summary>
    private sealed class ScriptedStore(Func<int, Task> write, params List<Message> history) : IStore
    {
        public int Writes { get; private set; }

        public ValueTask<T> ReadAsync<T>(Query<T> query, CancellationToken ct) => ValueTask.FromResult((T)(object)history);

        public async ValueTask<T> WriteAsync<T>(Command<T> command, CancellationToken ct)
        {
            await write(++Writes);
            return (T)(object)new FinishTurnResult(history.Count > 0, Answer: null);
        }
    }

    /// <summary>Its timers have always just fired when they are disposed of: the callback is on its way. Only DisposeAsync waits for it.</summary>
    private sealed class LateTimers : TimeProvider
    {
        private readonly List<Action> late = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(() => callback(state), late);

        public void FireWhatIsLate() => late.ForEach(fire => fire());

        private sealed class Timer(Action fire, List<Action> late) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() => late.Add(fire);

            public ValueTask DisposeAsync()
            {
                fire();
                return ValueTask.CompletedTask;
            }
        }
    }
}
