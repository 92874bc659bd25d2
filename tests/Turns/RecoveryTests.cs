using System.Net.Http.Json;

namespace SamosaChaat.Tests.Turns;

/// <summary>Streaming:Recovery regenerate: a turn that a kill had cut off is run again.</summary>
public abstract class RecoveryTests(string engine)
{
    [Fact]
    public async Task A_turn_that_was_cut_off_is_run_again_and_says_so_to_whoever_comes_back()
    {
        await using var model = new NanochatServer();
        var whole = model.Script;
        model.Script = Hang;
        await using var chat = await StartAsync(model);
        var id = Guid.NewGuid();
        var seen = Events.Of(await chat.PostAsync(id, text => text.Contains("cut off", StringComparison.Ordinal)));
        model.Script = whole;

        await chat.KillAsync();

        var rest = Events.Of(await chat.ReadAsync(id, $"?last_event_id={seen[^1].Id}"));
        Assert.Equal([10_000_000, 10_000_001, 10_000_002, 10_000_003], rest.Select(item => item.Id));
        Assert.True(rest[0].Data.GetProperty("restart").GetBoolean());
        Assert.Equal(["Hel", "lo"], rest.Select(item => item.Token).OfType<string>());
        Assert.Equal("stop", rest[^1].FinishReason);
        Assert.Equal(["Hello?", "Hello"], await chat.ContentsAsync());
        // Sent again by somebody who does not know of all that, it is the same turn still.
        using var again = await chat.PostAsync(id);
        Assert.EndsWith(await chat.ReadAsync(id), await again.Content.ReadAsStringAsync(chat.Ct), StringComparison.Ordinal);
        Assert.Equal(2, model.Requests.Count);
    }

    [Fact]
    public async Task It_is_run_again_with_the_instructions_of_its_conversation()
    {
        await using var model = new NanochatServer();
        var whole = model.Script;
        model.Script = Hang;
        await using var chat = await StartAsync(model);
        using var set = await chat.Http.PutAsJsonAsync($"/conversations/{chat.Conversation}/instructions", new { content = "Be brief." }, chat.Ct);
        var id = Guid.NewGuid();
        await chat.PostAsync(id, text => text.Contains("cut off", StringComparison.Ordinal));
        model.Script = whole;

        await chat.KillAsync();

        await chat.ReadAsync(id);
        Assert.Equal(2, model.Requests.Count);
        Assert.Each(model.Requests, request => Assert.Equal(("user", "Be brief.\n\nHello?"), Assert.Single(request.Messages)));
    }

    [Fact]
    public async Task A_turn_that_takes_the_process_down_each_time_is_left_alone_after_the_third()
    {
        await using var model = new NanochatServer { Script = Hang };
        await using var chat = await StartAsync(model);
        var id = Guid.NewGuid();
        await chat.PostAsync(id, text => text.Contains("cut off", StringComparison.Ordinal));

        for (var attempt = 2; attempt <= 3; attempt++)
        {
            await chat.KillAsync();
            // Its token is there, so it runs.
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/conversations/{chat.Conversation}/messages/{id}/stream");
            using var reading = await chat.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, chat.Ct);
            await using var body = await reading.Content.ReadAsStreamAsync(chat.Ct);
            await body.ReadUntilAsync(text => text.Contains("cut off", StringComparison.Ordinal), chat.Ct);
            Assert.Equal(attempt, model.Requests.Count);
        }

        await chat.KillAsync();

        Assert.Equal("interrupted", Events.Of(await chat.ReadAsync(id))[^1].FinishReason);
        Assert.Equal(3, model.Requests.Count);
        // Whoever asks for it still gets another one.
        model.Script = async reply => await reply.EndAsync();
        using var regenerated = await chat.Http.PostAsJsonAsync($"/conversations/{chat.Conversation}/regenerate", new { stream = false }, chat.Ct);
        Assert.Equal(200, (int)regenerated.StatusCode);
    }

    private async Task<ChatProcess> StartAsync(ModelServer model) => await ChatProcess.StartAsync(engine, model, ("Streaming:Recovery", "regenerate"));

    private static async Task Hang(ModelReply reply)
    {
        await reply.TokenAsync("cut off");
        await reply.HangAsync();
    }
}

public sealed class RecoveryOnSqlite() : RecoveryTests("sqlite");

public sealed class RecoveryOnLiteDb() : RecoveryTests("litedb");

public sealed class RecoveryOnPostgres() : RecoveryTests("postgres");
