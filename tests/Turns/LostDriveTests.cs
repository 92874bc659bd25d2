using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SamosaChaat.Features.Messages.SendMessage;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Tests.Turns;

/// <summary>The store fails at the end of a turn, and is there again a little later.</summary>
public abstract class LostDriveTests(string engine)
{
    private const int StoredLater = 2010;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_turn_whose_end_could_not_be_stored_is_not_in_the_way_for_ever(bool cancel)
    {
        var drive = new FailingStore();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, drive.PutBeforeStore, ("Streaming:CheckpointInterval", "01:00:00"));
        var id = Guid.NewGuid();
        var willing = model.Script;
        model.Script = async reply =>
        {
            await reply.TokenAsync("lost");
            drive.IsOff = true;
            await reply.EndAsync();
        };
        using var post = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        Assert.Equal("error", Events.Of(await post.Content.ReadAsStringAsync(chat.Ct))[^1].FinishReason);
        model.Script = willing;

        drive.IsOff = false;
        if (!cancel) await chat.Log.SeeAsync(StoredLater, chat.Ct);
        // Whoever wants to go on at once waits until that is stored, and not longer.
        using var next = await chat.PostAsync(new { message = new { content = "Still there?" }, on_conflict = cancel ? "cancel" : "reject" });

        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Equal("Hello", Events.Text(await next.Content.ReadAsStringAsync(chat.Ct)));
        Assert.Equal(["Hello?", "Still there?", "Hello"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
        using var again = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        Assert.Equal("Hello", Events.Text(await again.Content.ReadAsStringAsync(chat.Ct)));
    }

    [Fact]
    public async Task A_turn_that_was_stored_although_its_request_failed_is_ended_for_whoever_looks_for_it()
    {
        var (clock, store) = (new PatienceClock(), new StoreGate());
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            store.PutBeforeStore(services);
        });
        store.Disown<StartTurn>();
        var id = Guid.NewGuid();
        using var failed = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);

        var again = chat.PostAsync(new { message = new { id, content = "Hello?" } });
        await clock.Waits.WaitAsync(chat.Ct);
        clock.Advance(ActiveTurns.StartPatience);

        using var answer = await again;
        var events = Events.Of(await answer.Content.ReadAsStringAsync(chat.Ct));
        Assert.True(events[1].Data.GetProperty("restart").GetBoolean());
        Assert.Equal(["Hello?", "Hello"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
    }

    [Fact]
    public async Task A_server_that_is_to_end_does_not_wait_for_a_store_that_is_gone()
    {
        var drive = new FailingStore();
        await using var model = new NanochatServer();
        var chat = await Chat.StartAsync(engine, model, drive.PutBeforeStore, ("Streaming:CheckpointInterval", "01:00:00"));
        model.Script = async reply =>
        {
            drive.IsOff = true;
            await reply.EndAsync();
        };
        using var post = await chat.PostAsync("Hello?");

        await chat.DisposeAsync().AsTask().WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.DoesNotContain(chat.Server.Log.Entries, entry => entry.Event.Id == StoredLater);
    }

    /// <summary>Stands still, and tells when somebody waits for a turn to start.</summary>
    private sealed class PatienceClock() : FakeTimeProvider(System.GetUtcNow())
    {
        private readonly TaskCompletionSource waits = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Waits => waits.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == ActiveTurns.StartPatience) waits.TrySetResult();
            return timer;
        }
    }
}

public sealed class LostDriveOnSqlite() : LostDriveTests("sqlite");

public sealed class LostDriveOnLiteDb() : LostDriveTests("litedb");
