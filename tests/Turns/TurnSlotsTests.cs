using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Turns;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Turns;

/// <summary>How many turns run at once is bounded, and nothing but turns that run takes a place.</summary>
public abstract class TurnSlotsTests(string engine)
{
    [Fact]
    public async Task The_same_request_twice_needs_one_slot()
    {
        var store = new StoreGate();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, store.PutBeforeStore, ("Streaming:MaxTurnsPerUser", "1"));
        var body = new { message = new { id = Guid.NewGuid(), content = "Hello?" } };
        using var held = store.Hold<StartTurn>(first: 1);
        var first = chat.PostAsync(body);
        await held.Reached.WaitAsync(chat.Ct);

        // It waits for the reservation of the first one, or joins its turn.
        var second = chat.PostAsync(body);
        held.Open();

        using var started = await first;
        using var joined = await second;
        Assert.Equal(HttpStatusCode.OK, started.StatusCode);
        Assert.Equal(HttpStatusCode.OK, joined.StatusCode);
        Assert.Equal(await started.Content.ReadAsStringAsync(chat.Ct), await joined.Content.ReadAsStringAsync(chat.Ct));
        Assert.Single(model.Requests);
    }

    [Fact]
    public async Task Whoever_is_told_of_the_end_has_the_slot_again()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, ("Streaming:MaxTurnsPerUser", "1"));
        var slots = chat.Server.Services.GetRequiredService<TurnSlots>();
        for (var i = 0; i < 20; i++)
        {
            var go = new TaskCompletionSource();
            model.Script = async reply =>
            {
                await reply.TokenAsync("so");
                await go.Task.WaitAsync(reply.Gone);
                await reply.EndAsync();
            };
            var id = Guid.NewGuid();
            using var post = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
            var turn = chat.Turn(id);
            // Nobody can ask sooner for the next turn than who does nothing but look for the end of this one.
            var taken = Task.Factory.StartNew(
                () =>
                {
                    while (!turn.Ended.IsCompleted) Thread.SpinWait(1);
                    return slots.TryTake(chat.User.Id);
                },
                chat.Ct,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
            go.SetResult();

            Assert.True(await taken.WaitAsync(Patience.Limit, chat.Ct));
            slots.Release(chat.User.Id);
        }
    }
}

public sealed class TurnSlotsOnSqlite() : TurnSlotsTests("sqlite");

public sealed class TurnSlotsOnLiteDb() : TurnSlotsTests("litedb");

public sealed class TurnSlotsOnPostgres() : TurnSlotsTests("postgres");
