using System.Net;

namespace SamosaChaat.Tests.Turns;

/// <summary>Streaming:DrainTimeout: what a server that is asked to end does about its turns.</summary>
public abstract class DrainTests(string engine)
{
    [Fact]
    public async Task A_running_turn_has_its_time_and_no_other_begins()
    {
        var draining = new TaskCompletionSource();
        await using var model = new NanochatServer();
        model.Script = async reply =>
        {
            await reply.TokenAsync("half");
            await draining.Task.WaitAsync(reply.Gone);
            await reply.TokenAsync(" and whole");
            await reply.EndAsync();
        };
        await using var chat = await ChatProcess.StartAsync(engine, model, ("Streaming:DrainTimeout", "00:01:00"));
        var other = await chat.CreateConversationAsync();
        var id = Guid.NewGuid();
        using var post = await chat.PostAsync(id);
        await using var body = await post.Content.ReadAsStreamAsync(chat.Ct);
        await body.ReadUntilAsync(text => text.Contains("half", StringComparison.Ordinal), chat.Ct);

        await chat.Program.AskToEndAsync();
        await chat.Program.SaysAsync(IsDraining);
        // Whoever is not there yet can still read the turn that runs.
        var second = chat.ReadAsync(id);
        using var refused = await chat.PostAsync(Guid.NewGuid(), "One more?", other);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        // A turn that cannot start cancels nothing.
        using var replacing = await chat.PostAsync(Guid.NewGuid(), "Instead?", onConflict: "cancel");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, replacing.StatusCode);
        draining.SetResult();

        Assert.Contains("\"finish_reason\":\"stop\"", await body.ReadUntilAsync(text => text.Contains("\"done\"", StringComparison.Ordinal), chat.Ct), StringComparison.Ordinal);
        Assert.Equal("half and whole", Events.Text(await second));
        Assert.Equal(0, await chat.Program.ExitCodeAsync());
        await chat.RestartAsync();
        Assert.Equal(["Hello?", "half and whole"], await chat.ContentsAsync());
    }

    [Fact]
    public async Task A_turn_that_takes_longer_is_interrupted_with_what_it_has_and_the_next_start_goes_on()
    {
        await using var model = new NanochatServer();
        var willing = model.Script;
        model.Script = Hang;
        await using var chat = await ChatProcess.StartAsync(engine, model, ("Streaming:DrainTimeout", "00:00:01"), ("Streaming:Recovery", "regenerate"));
        var id = Guid.NewGuid();
        using var post = await chat.PostAsync(id);
        var reading = post.Content.ReadAsStringAsync(chat.Ct);

        Assert.Equal(0, await chat.Program.TerminateAsync());

        Assert.Equal("interrupted", Events.Of(await reading)[^1].FinishReason);
        model.Script = willing;
        await chat.RestartAsync();
        // It ended in order: there is nothing to recover.
        Assert.Equal(await reading, await chat.ReadAsync(id));
        Assert.Equal(["Hello?", "so far"], await chat.ContentsAsync());
        using var next = await chat.PostAsync(Guid.NewGuid(), "And now?");
        Assert.Equal("Hello", Events.Text(await next.Content.ReadAsStringAsync(chat.Ct)));
    }

    [Fact]
    public async Task Whoever_asks_twice_does_not_want_to_wait()
    {
        await using var model = new NanochatServer { Script = Hang };
        await using var chat = await ChatProcess.StartAsync(engine, model, ("Streaming:DrainTimeout", "01:00:00"));
        using var post = await chat.PostAsync(Guid.NewGuid());
        var reading = post.Content.ReadAsStringAsync(chat.Ct);
        await chat.Program.AskToEndAsync();
        await chat.Program.SaysAsync(IsDraining);

        Assert.Equal(0, await chat.Program.TerminateAsync());

        Assert.Equal("interrupted", Events.Of(await reading)[^1].FinishReason);
    }

    private static bool IsDraining(string line) => line.Contains("\"event_id\":2008", StringComparison.Ordinal);

    private static async Task Hang(ModelReply reply)
    {
        await reply.TokenAsync("so far");
        await reply.HangAsync();
    }
}

public sealed class DrainOnSqlite() : DrainTests("sqlite");

public sealed class DrainOnLiteDb() : DrainTests("litedb");

public sealed class DrainOnPostgres() : DrainTests("postgres");
