namespace SamosaChaat.Tests.Features.Messages.SendMessage;

public abstract class ClientGoneTests(string engine)
{
    private const int TurnEnded = 2002;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_goes_away_changes_nothing(bool stream)
    {
        var left = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        model.Script = async reply =>
        {
            await reply.TokenAsync("Hel");
            asked.TrySetResult();
            await left.Task.WaitAsync(reply.Gone);
            await reply.TokenAsync("lo");
            await reply.EndAsync();
        };

        using (var leaving = new CancellationTokenSource())
        {
            var post = LeaveAsync(chat, stream, leaving.Token);
            await asked.Task.WaitAsync(chat.Ct);
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => post);
        }

        left.SetResult();
        await chat.Log.SeeAsync(TurnEnded, chat.Ct);

        Assert.Equal(["Hello?", "Hello"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
        await chat.User.SendAndWaitAsync(chat.Id, "Still there?");
    }

    [Fact]
    public async Task A_client_that_leaves_before_the_model_has_answered_changes_nothing()
    {
        var left = new TaskCompletionSource();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        var asked = new TaskCompletionSource();
        model.Script = async reply =>
        {
            asked.TrySetResult();
            await left.Task.WaitAsync(reply.Gone);
            await reply.TokenAsync("Hello");
            await reply.EndAsync();
        };

        using (var leaving = new CancellationTokenSource())
        {
            var post = LeaveAsync(chat, stream: true, leaving.Token);
            await asked.Task.WaitAsync(chat.Ct);
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => post);
        }

        // Not before the server knows: it logs a request when that is over.
        await chat.Log.SeeAsync(1000, chat.Ct);
        left.SetResult();
        await chat.Log.SeeAsync(TurnEnded, chat.Ct);

        Assert.Equal(["Hello?", "Hello"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
    }

    /// <summary>Posts and reads until it is told to leave.</summary>
    private static async Task LeaveAsync(Chat chat, bool stream, CancellationToken leave)
    {
        using var content = System.Net.Http.Json.JsonContent.Create(new { message = new { content = "Hello?" }, stream });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/conversations/{chat.Id}/messages") { Content = content };
        using var response = await chat.User.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leave);
        await response.Content.ReadAsStringAsync(leave);
    }
}

public sealed class ClientGoneOnSqlite() : ClientGoneTests("sqlite");

public sealed class ClientGoneOnLiteDb() : ClientGoneTests("litedb");

public sealed class ClientGoneOnPostgres() : ClientGoneTests("postgres");
