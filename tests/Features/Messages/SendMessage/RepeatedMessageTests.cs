using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Tests.Features.Messages.SendMessage;

/// <summary>Sends a message whose id was sent before, which is no second turn.</summary>
public abstract class RepeatedMessageTests(string engine)
{
    [Fact]
    public async Task A_hundred_posts_of_one_id_are_one_turn_and_one_call()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        var id = Guid.NewGuid();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            using var response = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
            return await response.Content.ReadAsStringAsync(chat.Ct);
        }));

        Assert.Single(answers.Distinct());
        Assert.Single(model.Requests);
        Assert.Equal(0, chat.Server.Services.GetRequiredService<Reservations>().Count);
        Assert.Equal(["Hello?", "Hello"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
    }

    [Fact]
    public async Task What_failed_is_tried_again_with_the_same_id_and_events_of_new_ids()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        var good = model.Script;
        model.Script = async reply => await reply.TokenAsync("par");
        var id = Guid.NewGuid();
        using var failed = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        Assert.Contains("\"finish_reason\":\"error\"", await failed.Content.ReadAsStringAsync(chat.Ct), StringComparison.Ordinal);
        model.Script = good;

        var again = await chat.User.SendAsync(chat.Id, new { message = new { id, content = "Hello?" } }).ToListAsync(chat.Ct);

        Assert.Equal([0, 10_000_000, 10_000_001, 10_000_002, 10_000_003], again.Select(e => e.Id));
        Assert.True(again[1].Data.GetProperty("restart").GetBoolean());
        Assert.Equal(["Hello?", "Hello"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
    }
}

public sealed class RepeatedMessageOnSqlite() : RepeatedMessageTests("sqlite");

public sealed class RepeatedMessageOnLiteDb() : RepeatedMessageTests("litedb");

public sealed class RepeatedMessageOnPostgres() : RepeatedMessageTests("postgres");
