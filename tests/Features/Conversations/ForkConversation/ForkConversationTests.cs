using SamosaChaat.Tests.Features.Messages.Versions;

namespace SamosaChaat.Tests.Features.Conversations.ForkConversation;

/// <summary>A fork has the path up to a message. It goes on by itself, and the first conversation does not change.</summary>
public abstract class ForkConversationTests(string engine)
{
    [Fact]
    public async Task A_fork_has_the_path_the_instructions_and_the_ends_of_its_answers()
    {
        await using var versions = await VersionedChat.StartAsync(engine);
        var user = versions.Chat.User;
        await user.InstructAsync(versions.Chat.Id, "Be brief.");
        Assert.Equal(200, await versions.RegenerateAsync(await versions.IdAsync(1), keepFollowing: true).StatusAsync());

        var fork = await ForkAsync(versions, await versions.IdAsync(3), 201);

        Assert.Equal("A title", fork.Text("title"));
        Assert.Equal("Be brief.", (await user.GetAsync($"/conversations/{fork.Id()}/instructions")).Text("content"));
        var copies = (await user.GetAsync($"/conversations/{fork.Id()}/messages?include=finish_reason,usage,versions")).EnumerateArray().ToArray();
        Assert.Equal(["one", "A3", "two", "A2"], copies.Select(message => message.Text("content")));
        Assert.Equal(["stop", "stop"], new[] { copies[1], copies[3] }.Select(message => message.Text("finish_reason")));
        Assert.Each(copies, copy => Assert.Equal([copy.Id()], copy.GetProperty("versions").EnumerateArray().Select(id => id.GetGuid())));

        await user.SendAndWaitAsync(fork.Id(), "three");
        Assert.Equal(["Be brief.\n\none", "A3", "two", "A2", "three"], versions.Model.Requests.Last().Messages.Select(message => message.Content));
        Assert.Equal("one A3 two A2", await versions.PathAsync());
        using var context = await user.Http.GetAsync(new Uri($"/conversations/{fork.Id()}/messages/{copies[2].Id()}/context", UriKind.Relative), versions.Chat.Ct);
        Assert.Equal(copies[2].Id(), (await context.JsonAsync()).GetProperty("sent").EnumerateArray().Last().GetGuid());
    }

    [Fact]
    public async Task A_fork_is_neither_pinned_nor_archived()
    {
        await using var versions = await VersionedChat.StartAsync(engine);
        var user = versions.Chat.User;
        using var marked = await user.Http.PatchAsync($"/conversations/{versions.Chat.Id}", new { pinned = true, archived = true });

        var fork = await ForkAsync(versions, await versions.IdAsync(1), 201);

        var read = await user.GetAsync($"/conversations/{fork.Id()}?include=pinned,archived");
        Assert.False(read.GetProperty("pinned").GetBoolean() || read.GetProperty("archived").GetBoolean());
    }

    [Fact]
    public async Task A_question_at_the_end_has_no_answer_until_it_is_regenerated()
    {
        await using var versions = await VersionedChat.StartAsync(engine);

        var fork = await ForkAsync(versions, await versions.IdAsync(2), 201);

        var copies = await versions.Chat.User.MessagesAsync(fork.Id());
        Assert.Equal(["one", "A1", "two"], copies.Select(message => message.Text("content")));
        using var answer = await versions.Chat.User.Http.PostAsync($"/conversations/{fork.Id()}/regenerate", new { stream = false });
        Assert.Equal("A3", (await answer.JsonAsync()).Text("content"));
        Assert.Equal(4, (await versions.Chat.User.MessagesAsync(fork.Id())).Length);
    }

    [Fact]
    public async Task What_is_not_on_the_path_is_not_copied()
    {
        await using var versions = await VersionedChat.StartAsync(engine);
        var (question, answer) = (await versions.IdAsync(2), await versions.IdAsync(1));
        Assert.Equal(200, await versions.RegenerateAsync(answer).StatusAsync());

        await ForkAsync(versions, question, 409);
        await ForkAsync(versions, answer, 409);
        await ForkAsync(versions, Guid.NewGuid(), 404);
    }

    private static async Task<System.Text.Json.JsonElement> ForkAsync(VersionedChat versions, Guid message, int status)
    {
        using var answer = await versions.PostAsync("fork", new { message });
        Assert.Equal(status, (int)answer.StatusCode);
        return await answer.JsonAsync();
    }
}

public sealed class ForkConversationOnSqlite() : ForkConversationTests("sqlite");

public sealed class ForkConversationOnLiteDb() : ForkConversationTests("litedb");

public sealed class ForkConversationOnPostgres() : ForkConversationTests("postgres");
