using System.Net;
using System.Net.Http.Json;

namespace SamosaChaat.Tests.Features.Messages.SendMessage;

/// <summary>Sends a message while another turn runs that is not over yet.</summary>
public abstract class TurnInTheWayTests(string engine)
{
    [Fact]
    public async Task A_turn_in_the_way_is_named_and_can_be_cancelled()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        var good = model.Script;
        model.Script = async reply =>
        {
            await reply.TokenAsync("busy");
            await Task.Delay(Timeout.Infinite, reply.Gone);
        };
        var id = Guid.NewGuid();
        using var first = await chat.PostAsync(new { message = new { id, content = "First" } });
        using var refused = await chat.PostAsync("Second");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal($"/conversations/{chat.Id}/messages/{id}/stream", (await refused.JsonAsync()).Text("stream_url"));
        model.Script = good;

        using var second = await chat.PostAsync(new { message = new { content = "Second" }, on_conflict = "cancel", stream = false });

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(["First", "busy", "Second", "Hello"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
    }

    [Fact]
    public async Task Only_so_many_turns_of_one_user_run_at_once()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, ("Streaming:MaxTurnsPerUser", "1"));
        model.Script = async reply =>
        {
            await reply.TokenAsync("busy");
            await Task.Delay(Timeout.Infinite, reply.Gone);
        };
        using var first = await chat.PostAsync("First");
        var other = await chat.User.CreateConversationAsync("Another", Chat.ModelTag);

        using var refused = await chat.User.Http.PostAsJsonAsync($"/conversations/{other.Id()}/messages", new { message = new { content = "Second" } }, chat.Ct);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Empty(await chat.User.MessagesAsync(other.Id()));
    }
}

public sealed class TurnInTheWayOnSqlite() : TurnInTheWayTests("sqlite");

public sealed class TurnInTheWayOnLiteDb() : TurnInTheWayTests("litedb");

public sealed class TurnInTheWayOnPostgres() : TurnInTheWayTests("postgres");
