using System.Text.Json;

namespace SamosaChaat.Tests.Turns;

/// <summary>What is in the store at which moment of a turn.</summary>
public abstract class CommitTests(string engine)
{
    [Fact]
    public async Task A_turn_bumps_its_conversation_and_leaves_the_title_alone()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);

        var answer = await chat.User.SendAndWaitAsync(chat.Id, "Hello?");

        var after = await chat.User.GetAsync($"/conversations/{chat.Id}");
        Assert.Equal("A title", after.Text("title"));
        Assert.True(Time(after, "updated_at") > Time(chat.Conversation, "updated_at"));
        Assert.True(Time(after, "updated_at") >= Time(answer, "created_at"));
        Assert.Equal(chat.Conversation.Text("created_at"), after.Text("created_at"));
    }

    [Fact]
    public async Task The_question_is_stored_before_the_model_is_asked()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        JsonElement[] seen = [];
        model.Script = async reply =>
        {
            seen = await chat.MessagesAsync();
            await reply.EndAsync();
        };

        await chat.User.SendAndWaitAsync(chat.Id, "Is it there?");

        Assert.Equal("Is it there?", Assert.Single(seen).Text("content"));
    }

    [Fact]
    public async Task Whoever_sees_done_finds_the_answer_stored()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);

        for (var turn = 1; turn <= 10; turn++)
        {
            await foreach (var item in chat.SendAsync())
            {
                if (!item.IsDone) continue;
                // In the middle of the stream: the server has not even closed it.
                var stored = await chat.MessagesAsync();
                Assert.Equal(2 * turn, stored.Length);
                Assert.Equal(item.Message?.Id(), stored[^1].Id());
            }
        }
    }

    [Fact]
    public async Task A_conversation_that_is_deleted_in_the_middle_ends_its_turn_and_stays_deleted()
    {
        var deleted = new TaskCompletionSource();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        model.Script = async reply =>
        {
            await reply.TokenAsync("Hel");
            await deleted.Task.WaitAsync(reply.Gone);
            await reply.EndAsync();
        };

        var events = new List<StreamedEvent>();
        await foreach (var item in chat.SendAsync())
        {
            events.Add(item);
            if (item.Token is null) continue;
            using var response = await chat.User.Http.DeleteAsync(new Uri($"/conversations/{chat.Id}?permanently=true", UriKind.Relative), chat.Ct);
            Assert.Equal(204, (int)response.StatusCode);
            deleted.SetResult();
        }

        Assert.Equal("error", events[^1].FinishReason);
        Assert.Null(events[^1].Message);
        using var read = await chat.User.Http.GetAsync(new Uri($"/conversations/{chat.Id}/messages", UriKind.Relative), chat.Ct);
        Assert.Equal(404, (int)read.StatusCode);
        Assert.DoesNotContain(chat.Server.Log.Entries, entry => entry.Exception is not null);
        var ended = Assert.Single(chat.Server.Log.Entries, entry => entry.Event.Id == 2002);
        Assert.Equal("error", ended.Properties["finish_reason"]);
        Assert.Equal(0, ended.Properties["token_count"]);
    }

    private static DateTimeOffset Time(JsonElement json, string property) => json.GetProperty(property).GetDateTimeOffset();
}

public sealed class CommitOnSqlite() : CommitTests("sqlite");

public sealed class CommitOnLiteDb() : CommitTests("litedb");

public sealed class CommitOnPostgres() : CommitTests("postgres");
