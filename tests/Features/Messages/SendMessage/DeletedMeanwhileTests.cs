using System.Net;

namespace SamosaChaat.Tests.Features.Messages.SendMessage;

/// <summary>The conversation goes while a request waits for its answer.</summary>
public abstract class DeletedMeanwhileTests(string engine)
{
    [Theory]
    [InlineData("")]
    [InlineData("?permanently=true")]
    public async Task A_request_that_waits_is_told_that_there_is_no_such_conversation(string query)
    {
        var asked = new TaskCompletionSource();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        model.Script = async reply =>
        {
            await reply.TokenAsync("busy");
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, reply.Gone);
        };

        var waiting = chat.PostAsync("First", stream: false);
        await asked.Task.WaitAsync(chat.Ct);
        using var deleted = await chat.User.Http.RemoveAsync($"/conversations/{chat.Id}{query}");
        using var answer = await waiting;

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}

public sealed class DeletedMeanwhileOnSqlite() : DeletedMeanwhileTests("sqlite");

public sealed class DeletedMeanwhileOnLiteDb() : DeletedMeanwhileTests("litedb");

public sealed class DeletedMeanwhileOnPostgres() : DeletedMeanwhileTests("postgres");
