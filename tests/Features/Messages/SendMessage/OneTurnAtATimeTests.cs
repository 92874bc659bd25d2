using System.Net;

namespace SamosaChaat.Tests.Features.Messages.SendMessage;

public abstract class OneTurnAtATimeTests(string engine)
{
    [Fact]
    public async Task A_second_message_waits_for_the_end_of_the_turn()
    {
        var tried = new TaskCompletionSource();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        model.Script = async reply =>
        {
            await reply.TokenAsync("busy");
            await tried.Task.WaitAsync(reply.Gone);
            await reply.EndAsync();
        };
        using var first = await chat.PostAsync("First");

        using var second = await chat.PostAsync("Second");
        tried.SetResult();
        await first.Content.ReadAsStringAsync(chat.Ct);

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Equal("application/problem+json", second.Content.Headers.ContentType?.MediaType);
        Assert.True(second.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(["First", "busy"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
        using var again = await chat.PostAsync("Second", stream: false);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(["First", "busy", "Second", "busy"], (await chat.MessagesAsync()).Select(message => message.Text("content")));
    }

    [Fact]
    public async Task Of_many_messages_at_once_one_turn_begins()
    {
        var tried = new TaskCompletionSource();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        model.Script = async reply =>
        {
            await tried.Task.WaitAsync(reply.Gone);
            await reply.EndAsync();
        };

        var posts = Enumerable.Range(0, 12).Select(i => chat.PostAsync($"Message {i}", stream: false)).ToList();
        // All but the one that waits for the model.
        for (var refused = 0; refused < 11; refused++)
        {
            var next = await Task.WhenAny(posts).WaitAsync(chat.Ct);
            posts.Remove(next);
            using var response = await next;
            Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        }

        tried.SetResult();
        using var begun = await posts.Single();

        Assert.Equal(HttpStatusCode.OK, begun.StatusCode);
        Assert.Single(model.Requests);
        Assert.Equal(2, (await chat.MessagesAsync()).Length);
    }

    [Fact]
    public async Task Another_conversation_does_not_wait()
    {
        var over = new TaskCompletionSource();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        model.Script = async reply =>
        {
            await reply.TokenAsync("busy");
            if (model.Requests.Count == 1) await over.Task.WaitAsync(reply.Gone);
            await reply.EndAsync();
        };
        using var held = await chat.PostAsync("Hello?");
        var other = await chat.User.CreateConversationAsync("Another", Chat.ModelTag);

        var answer = await chat.User.SendAndWaitAsync(other.Id(), "Hello?");

        over.SetResult();
        Assert.Equal("busy", answer.Text("content"));
        Assert.Contains("\"done\":true", await held.Content.ReadAsStringAsync(chat.Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_of_the_clients_own_is_kept_and_can_be_used_once()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        var id = Guid.NewGuid();

        using var first = await chat.PostAsync(new { message = new { id, content = "Hello?" }, stream = false });
        using var second = await chat.PostAsync(new { message = new { id, content = "Hello again?" }, stream = false });

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        var stored = await chat.MessagesAsync();
        Assert.Equal(2, stored.Length);
        Assert.Equal(id, stored[0].Id());
        Assert.Equal("Hello?", stored[0].Text("content"));
    }
}

public sealed class OneTurnAtATimeOnSqlite() : OneTurnAtATimeTests("sqlite");

public sealed class OneTurnAtATimeOnLiteDb() : OneTurnAtATimeTests("litedb");

public sealed class OneTurnAtATimeOnPostgres() : OneTurnAtATimeTests("postgres");
