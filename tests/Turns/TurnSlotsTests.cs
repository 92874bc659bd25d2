using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Features.Messages.SendMessage;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Tests.Turns;

/// <summary>How many turns run at once is bounded, and nothing but turns that run takes a place.</summary>
public abstract class TurnSlotsTests(string engine)
{
    [Fact]
    public async Task The_same_request_twice_needs_one_place_whichever_comes_first()
    {
        var store = new StoreGate();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, store.PutBeforeStore, ("Streaming:MaxTurnsPerUser", "1"));
        var body = new { message = new { id = Guid.NewGuid(), content = "Hello?" } };
        // The first one has come, and is overtaken on its way to the store.
        using var first = store.Hold<StartTurn>(first: 1);
        var slow = chat.PostAsync(body);
        await first.Reached.WaitAsync(chat.Ct);

        using var quick = await chat.PostAsync(body);
        Assert.Equal(HttpStatusCode.OK, quick.StatusCode);
        first.Open();

        using var overtaken = await slow;
        Assert.Equal(HttpStatusCode.OK, overtaken.StatusCode);
        Assert.Equal(await quick.Content.ReadAsStringAsync(chat.Ct), await overtaken.Content.ReadAsStringAsync(chat.Ct));
        Assert.Single(model.Requests);
    }

    [Fact]
    public async Task Whoever_is_told_of_the_end_has_the_place_again()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, ("Streaming:MaxTurnsPerUser", "1"));
        var places = chat.Server.Services.GetRequiredService<TurnSlots>();
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
                    return places.TryTake(chat.User.Id);
                },
                chat.Ct,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
            go.SetResult();

            Assert.True(await taken.WaitAsync(Patience.Limit, chat.Ct));
            places.Release(chat.User.Id);
        }
    }
}

public sealed class TurnPlacesOnSqlite() : TurnSlotsTests("sqlite");

public sealed class TurnPlacesOnLiteDb() : TurnSlotsTests("litedb");
