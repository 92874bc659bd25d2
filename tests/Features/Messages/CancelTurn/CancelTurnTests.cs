using System.Net;

namespace SamosaChaat.Tests.Features.Messages.CancelTurn;

/// <summary>Ends a turn before its model does.</summary>
public abstract class CancelTurnTests(string engine)
{
    [Fact]
    public async Task A_cancelled_turn_keeps_what_was_written_and_hangs_up_on_the_model()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        var gone = new TaskCompletionSource();
        model.Script = async reply =>
        {
            await reply.TokenAsync("half");
            reply.Gone.Register(gone.SetResult);
            await gone.Task;
        };
        var id = Guid.NewGuid();
        using var first = await chat.PostAsync(new { message = new { id, content = "Hello?" } });
        await using var body = await first.Content.ReadAsStreamAsync(chat.Ct);
        await body.ReadUntilAsync(text => text.Contains("half", StringComparison.Ordinal), chat.Ct);

        using var cancelled = await chat.User.Http.DeleteAsync(chat.StreamOf(id), chat.Ct);

        Assert.Equal(HttpStatusCode.NoContent, cancelled.StatusCode);
        Assert.Equal(["Hello?", "half"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
        Assert.Contains("\"finish_reason\":\"cancelled\"", await chat.User.Http.GetStringAsync(chat.StreamOf(id), chat.Ct), StringComparison.Ordinal);
        await gone.Task.WaitAsync(chat.Ct);
    }
}

public sealed class CancelTurnOnSqlite() : CancelTurnTests("sqlite");

public sealed class CancelTurnOnLiteDb() : CancelTurnTests("litedb");

public sealed class CancelTurnOnPostgres() : CancelTurnTests("postgres");
