using System.Net.Http.Json;
using System.Text.Json;

namespace SamosaChaat.Tests.Features.Messages.Versions;

/// <summary>The server dies while an earlier answer is regenerated. What follows stays, and the attempt still knows whether it keeps it.</summary>
public abstract class VersionsAfterCrashTests(string engine)
{
    [Theory]
    [InlineData(true, "one A4 two A2")]
    [InlineData(false, "one A4")]
    public async Task An_attempt_that_runs_again_keeps_what_the_request_said(bool keepFollowing, string path)
    {
        await using var model = new NanochatServer();
        model.Script = async reply =>
        {
            var number = model.Requests.Count;
            if (number == 3) await Task.Delay(Timeout.Infinite, reply.Gone);
            await reply.TokenAsync($"A{number}");
            await reply.EndAsync();
        };
        await using var chat = await ChatProcess.StartAsync(engine, model, ("Streaming:Recovery", "regenerate"));
        foreach (var content in new[] { "one", "two" })
        {
            using var sent = await chat.Http.PostAsJsonAsync(Of("messages"), new { message = new { content }, stream = false }, chat.Ct);
            Assert.Equal(200, (int)sent.StatusCode);
        }

        var question = (await MessagesAsync())[0].Id();
        var running = chat.Http.PostAsJsonAsync(Of("regenerate"), new { message = question, keep_following = keepFollowing, stream = false }, chat.Ct);
        while (model.Requests.Count < 3) await Task.Yield();
        Assert.Equal("one A1 two A2", await PathAsync());
        await chat.KillAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => running);

        // The stream ends when the attempt of the new process does.
        await chat.Http.GetStringAsync(Of($"messages/{question}/stream"), chat.Ct);

        Assert.Equal(path, await PathAsync());

        Uri Of(string operation) => new($"/conversations/{chat.Conversation}/{operation}", UriKind.Relative);

        async Task<JsonElement[]> MessagesAsync() => [.. (await chat.Http.GetFromJsonAsync<JsonElement>(Of("messages"), chat.Ct)).EnumerateArray()];

        async Task<string> PathAsync() => string.Join(' ', (await MessagesAsync()).Select(message => message.Text("content")));
    }
}

public sealed class VersionsAfterCrashOnSqlite() : VersionsAfterCrashTests("sqlite");

public sealed class VersionsAfterCrashOnLiteDb() : VersionsAfterCrashTests("litedb");

public sealed class VersionsAfterCrashOnPostgres() : VersionsAfterCrashTests("postgres");
