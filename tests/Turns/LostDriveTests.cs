using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Turns;
using SamosaChaat.Shared.Turns.Operations;

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
    public async Task A_start_that_was_committed_without_being_told_so_recognises_itself()
    {
        await using var model = new NanochatServer();
        var store = new StoreGate();
        await using var chat = await Chat.StartAsync(engine, model, store.PutBeforeStore);
        store.Disown<StartTurn>();

        using var response = await chat.PostAsync("Hello?");

        var events = Events.Of(await response.Content.ReadAsStringAsync(chat.Ct));
        Assert.Equal("stop", events[^1].FinishReason);
        // The first attempt, not a second one.
        Assert.DoesNotContain(events, item => item.Data.TryGetProperty("restart", out _));
        Assert.Single(model.Requests);
        Assert.Equal(["Hello?", "Hello"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
    }

    [Fact]
    public async Task A_start_whose_outcome_stays_unknown_is_resolved_when_the_store_is_back()
    {
        await using var model = new NanochatServer();
        var drive = new FailingStore();
        await using var chat = await Chat.StartAsync(engine, model, drive.PutBeforeStore);
        drive.IsOff = true;
        using var failed = await chat.PostAsync("Lost?");
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Equal(1, chat.Server.Services.GetRequiredService<Reservations>().Count);

        var next = chat.PostAsync("Still there?");
        drive.IsOff = false;

        using var response = await next;
        Assert.Equal("Hello", Events.Text(await response.Content.ReadAsStringAsync(chat.Ct)));
        Assert.Equal(0, chat.Server.Services.GetRequiredService<Reservations>().Count);
        Assert.Equal(0, chat.Server.Services.GetRequiredService<TurnSlots>().Count);
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
}

public sealed class LostDriveOnSqlite() : LostDriveTests("sqlite");

public sealed class LostDriveOnLiteDb() : LostDriveTests("litedb");
