using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Features.Messages.SendMessage;
using SamosaChaat.Shared.Streaming;
using SamosaChaat.Tests.Hosting;

namespace SamosaChaat.Tests.Streaming;

/// <summary>How many turns run at once is bounded, and nothing but turns that run takes a place.</summary>
public abstract class TurnPlacesTests(string engine)
{
    [Fact]
    public async Task The_same_request_twice_needs_one_place_whichever_comes_first()
    {
        var store = new StoreGate();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, store.PutBeforeStore, ("Streaming:MaxTurnsPerUser", "1"));
        var body = new { message = new { id = Guid.NewGuid(), content = "Hello?" } };
        // The first one has come, and is overtaken on its way to the store.
        using var first = store.Hold<BeginTurn>(first: 1);
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
        var clock = new WatchfulClock();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, services => services.AddSingleton<TimeProvider>(clock), ("Streaming:MaxTurnsPerUser", "1"));
        var places = chat.Server.Services.GetRequiredService<TurnPlaces>();
        var turns = chat.Server.Services.GetRequiredService<GenerationRegistry>();
        var free = new ConcurrentBag<bool>();
        var id = Guid.NewGuid();
        // The server looks at the clock after it has told of the end: then somebody could ask for the next turn.
        clock.Read = () =>
        {
            if (turns.Find(id) is not { Ended.IsCompleted: true }) return;
            var taken = places.TryTake(chat.User.Id);
            free.Add(taken);
            if (taken) places.Release(chat.User.Id);
        };

        using var post = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        await post.Content.ReadAsStringAsync(chat.Ct);
        using var replay = await chat.ReadAsync(id);
        clock.Read = () => { };

        Assert.NotEmpty(free);
        Assert.DoesNotContain(false, free);
    }

    /// <summary>The system's clock, which tells when it is read.</summary>
    private sealed class WatchfulClock : TimeProvider
    {
        private volatile Action read = () => { };

        public Action Read { set => read = value; }

        public override long GetTimestamp()
        {
            read();
            return base.GetTimestamp();
        }
    }
}

public sealed class TurnPlacesOnSqlite() : TurnPlacesTests("sqlite");

public sealed class TurnPlacesOnLiteDb() : TurnPlacesTests("litedb");
