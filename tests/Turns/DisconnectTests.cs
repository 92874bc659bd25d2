using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Tests.Turns;

/// <summary>What becomes of a turn that nobody reads.</summary>
public abstract class DisconnectTests(string engine) : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private readonly NanochatServer model = new();
    private readonly TaskCompletionSource goOn = new();
    private readonly TaskCompletionSource dropped = new();

    [Fact]
    public async Task A_turn_that_nobody_reads_goes_on_however_long_that_is()
    {
        await using var chat = await StartAsync(StreamingOptions.Continue);
        var id = Guid.NewGuid();
        using (var post = await chat.PostAsync(new { message = new { id, content = "Hello?" } })) await LeaveAsync(chat, id, post);

        clock.Advance(Grace * 10);
        goOn.SetResult();

        Assert.Equal(FinishReasons.Stop, (await chat.Turn(id).Ended.WaitAsync(chat.Ct)).FinishReason);
        Assert.Equal(["Hello?", "half and whole"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
    }

    [Fact]
    public async Task It_is_cancelled_when_the_last_reader_has_been_gone_for_the_grace_and_not_before()
    {
        await using var chat = await StartAsync(StreamingOptions.Cancel);
        var id = Guid.NewGuid();
        using var post = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        using (var second = await chat.ReadAsync(id)) await second.Content.ReadAsStreamAsync(chat.Ct);
        clock.Advance(Grace * 2);
        Assert.Null(chat.Turn(id).StopReason);

        await LeaveAsync(chat, id, post);
        clock.Advance(Grace - TimeSpan.FromMilliseconds(1));
        Assert.Null(chat.Turn(id).StopReason);
        clock.Advance(TimeSpan.FromMilliseconds(1));

        await CancelledAsync(chat);
    }

    [Fact]
    public async Task A_reader_who_comes_back_and_leaves_again_has_the_whole_grace_again()
    {
        await using var chat = await StartAsync(StreamingOptions.Cancel);
        var id = Guid.NewGuid();
        using (var post = await chat.PostAsync(new { message = new { id, content = "Hello?" } })) await LeaveAsync(chat, id, post);
        clock.Advance(Grace * 0.6);
        using (var back = await chat.ReadAsync(id)) await LeaveAsync(chat, id, back);

        // The first leaving's grace is over now, and not the second one's.
        clock.Advance(Grace * 0.6);
        Assert.Null(chat.Turn(id).StopReason);
        clock.Advance(Grace * 0.4);

        await CancelledAsync(chat);
    }

    [Fact]
    public async Task Whoever_waited_for_the_whole_answer_and_left_was_a_reader_too()
    {
        await using var chat = await StartAsync(StreamingOptions.Cancel);
        var id = Guid.NewGuid();
        var begun = new TaskCompletionSource();
        var willing = model.Script;
        model.Script = reply =>
        {
            begun.SetResult();
            return willing(reply);
        };
        using var leave = new CancellationTokenSource();
        using var body = System.Net.Http.Json.JsonContent.Create(new { message = new { id, content = "Hello?" }, stream = false });
        var post = chat.User.Http.PostAsync(new Uri($"/conversations/{chat.Id}/messages", UriKind.Relative), body, leave.Token);
        await begun.Task.WaitAsync(chat.Ct);
        var left = Left(chat.Turn(id));
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => post);
        await left.WaitAsync(chat.Ct);

        clock.Advance(Grace);

        await dropped.Task.WaitAsync(chat.Ct);
    }

    [Fact]
    public async Task A_turn_that_was_begun_again_at_start_is_cancelled_if_nobody_comes_for_the_grace()
    {
        var cut = new CutOffTurn();
        model.Script = Half;
        await using var server = new OwnServer(
            engine,
            services =>
            {
                services.AddSingleton<TimeProvider>(clock);
                cut.PutBeforeRecovery(services);
            },
            model.Upstream(("Streaming:OnDisconnect", StreamingOptions.Cancel), ("Streaming:Recovery", StreamingOptions.Regenerate)));
        var turn = server.Services.GetRequiredService<ActiveTurns>().All.Single(active => active.Turn.Id == cut.Id);
        await turn.Answered.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Null(turn.StopReason);

        clock.Advance(Grace);

        Assert.Equal(FinishReasons.Cancelled, (await turn.Ended.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken)).FinishReason);
        await dropped.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await model.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task<Chat> StartAsync(string onDisconnect)
    {
        model.Script = Half;
        return await Chat.StartAsync(
            engine, model, services => services.AddSingleton<TimeProvider>(clock), ("Streaming:OnDisconnect", onDisconnect), ("Streaming:StallTimeout", "01:00:00"));
    }

    /// <summary>Says half of it, and the rest when the test lets it or not at all.</summary>
    private async Task Half(ModelReply reply)
    {
        reply.Gone.Register(() => dropped.TrySetResult());
        await reply.TokenAsync("half");
        await Task.WhenAny(goOn.Task, dropped.Task);
        if (dropped.Task.IsCompleted) return;
        await reply.TokenAsync(" and whole");
        await reply.EndAsync();
    }

    /// <summary>Reads to the half, leaves, and returns when the server knows.</summary>
    private static async Task LeaveAsync(Chat chat, Guid id, HttpResponseMessage reading)
    {
        await using (var body = await reading.Content.ReadAsStreamAsync(chat.Ct)) await body.ReadUntilAsync(text => text.Contains("half", StringComparison.Ordinal), chat.Ct);
        var left = Left(chat.Turn(id));
        reading.Dispose();
        await left.WaitAsync(chat.Ct);
    }

    /// <summary>Completes when the last reader has left, and whoever else waits for that has been told before.</summary>
    private static Task Left(ActiveTurn turn)
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        turn.Subscribers.Left += () => left.TrySetResult();
        return left.Task;
    }

    /// <summary>The model was hung up on, and what it had said is the answer.</summary>
    private async Task CancelledAsync(Chat chat)
    {
        await dropped.Task.WaitAsync(chat.Ct);
        using var again = await chat.PostAsync(new { message = new { content = "And now?" }, on_conflict = "cancel" });
        Assert.Equal(["Hello?", "half", "And now?"], (await chat.MessagesAsync()).Take(3).Select(message => message.Text("content")));
    }
}

public sealed class DisconnectOnSqlite() : DisconnectTests("sqlite");

public sealed class DisconnectOnLiteDb() : DisconnectTests("litedb");

public sealed class DisconnectOnPostgres() : DisconnectTests("postgres");
