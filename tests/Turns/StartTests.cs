using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Turns;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Turns;

/// <summary>Requests that meet a turn while it is being started.</summary>
public abstract class StartTests(string engine)
{
    [Fact]
    public async Task A_conversation_that_is_deleted_while_a_turn_starts_in_it_ends_that_turn()
    {
        await using var model = new NanochatServer();
        model.Script = reply => reply.HangAsync();
        var store = new StoreGate();
        await using var chat = await Chat.StartAsync(engine, model, store.PutBeforeStore);
        using var committed = store.HoldAnswers<StartTurn>();
        var post = chat.PostAsync("Hello?", stream: false);
        await committed.Reached.WaitAsync(chat.Ct);

        var delete = chat.User.Http.DeleteAsync(new Uri($"/conversations/{chat.Id}?permanently=true", UriKind.Relative), chat.Ct);
        committed.Open();

        using var deleted = await delete;
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var answer = await post;
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(0, chat.Server.Services.GetRequiredService<TurnSlots>().Count);
    }

    [Fact]
    public async Task An_ended_turn_is_read_while_another_one_is_being_started()
    {
        var store = new StoreGate();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, store.PutBeforeStore);
        var id = Guid.NewGuid();
        using var first = await chat.PostAsync(new { message = new { id, content = "Hello?" }, stream = false });
        using var held = store.Hold<StartTurn>();
        var post = chat.PostAsync("And then?");
        await held.Reached.WaitAsync(chat.Ct);

        Assert.Equal("Hello", Events.Text(await chat.User.Http.GetStringAsync(chat.StreamOf(id), chat.Ct)));

        held.Open();
        using var answer = await post;
    }

    [Fact]
    public async Task At_the_limit_one_turn_may_replace_another()
    {
        await using var model = new NanochatServer();
        var willing = model.Script;
        model.Script = async reply =>
        {
            await reply.TokenAsync("half");
            await reply.HangAsync();
        };
        await using var chat = await Chat.StartAsync(engine, model, ("Streaming:MaxTurnsPerUser", "1"));
        using var first = await chat.PostAsync("First");
        await using var body = await first.Content.ReadAsStreamAsync(chat.Ct);
        await body.ReadUntilAsync(text => text.Contains("half", StringComparison.Ordinal), chat.Ct);
        model.Script = willing;

        using var second = await chat.PostAsync(new { message = new { content = "Second" }, on_conflict = "cancel", stream = false });

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(["First", "half", "Second", "Hello"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
        Assert.Equal(0, chat.Server.Services.GetRequiredService<TurnSlots>().Count);
    }
}

public sealed class StartsOnSqlite() : StartTests("sqlite");

public sealed class StartsOnLiteDb() : StartTests("litedb");

public sealed class StartsOnPostgres() : StartTests("postgres");
