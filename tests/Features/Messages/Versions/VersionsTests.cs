namespace SamosaChaat.Tests.Features.Messages.Versions;

/// <summary>A question is edited and an answer is regenerated. Nothing is lost, and the model gets what the conversation shows.</summary>
public abstract class VersionsTests(string engine)
{
    [Fact]
    public async Task An_edited_question_replaces_what_followed_and_the_old_one_can_be_selected()
    {
        await using var versions = await VersionedChat.StartAsync(engine);
        var old = await versions.IdAsync(0);

        Assert.Equal(200, await versions.ReplaceAsync(old, "edited").StatusAsync());

        Assert.Equal("edited A3", await versions.PathAsync());
        Assert.Equal([("user", "edited")], versions.Model.Requests.Last().Messages);
        var edited = await versions.IdAsync(0);
        Assert.Equal([old, edited], await versions.VersionsAsync(0));
        await versions.Chat.User.SendAndWaitAsync(versions.Chat.Id, "more");
        Assert.Equal(["edited", "A3", "more"], versions.Model.Requests.Last().Messages.Select(message => message.Content));

        Assert.Equal(200, await versions.SelectAsync(old).StatusAsync());
        Assert.Equal("one A1 two A2", await versions.PathAsync());
        await versions.Chat.User.SendAndWaitAsync(versions.Chat.Id, "three");
        Assert.Equal(["one", "A1", "two", "A2", "three"], versions.Model.Requests.Last().Messages.Select(message => message.Content));

        Assert.Equal(200, await versions.SelectAsync(edited).StatusAsync());
        Assert.Equal("edited A3 more A4", await versions.PathAsync());
    }

    [Fact]
    public async Task A_regenerated_answer_takes_what_followed_off_the_path_and_keeps_it()
    {
        await using var versions = await VersionedChat.StartAsync(engine);
        var (question, old) = (await versions.IdAsync(0), await versions.IdAsync(1));

        Assert.Equal(200, await versions.RegenerateAsync(question).StatusAsync());

        Assert.Equal("one A3", await versions.PathAsync());
        Assert.Equal([("user", "one")], versions.Model.Requests.Last().Messages);
        var renewed = await versions.IdAsync(1);
        Assert.Equal([old, renewed], await versions.VersionsAsync(1));
        await versions.Chat.User.SendAndWaitAsync(versions.Chat.Id, "other");

        Assert.Equal(200, await versions.SelectAsync(old).StatusAsync());
        Assert.Equal("one A1 two A2", await versions.PathAsync());
        Assert.Equal([old, renewed], await versions.VersionsAsync(1));
        Assert.Equal([await versions.IdAsync(2)], await versions.VersionsAsync(2));
        Assert.Equal(200, await versions.SelectAsync(renewed).StatusAsync());
        Assert.Equal("one A3 other A4", await versions.PathAsync());
    }

    [Fact]
    public async Task A_regenerated_answer_keeps_what_follows_if_the_request_says_so()
    {
        await using var versions = await VersionedChat.StartAsync(engine);
        var old = await versions.IdAsync(1);

        Assert.Equal(200, await versions.RegenerateAsync(old, keepFollowing: true).StatusAsync());

        Assert.Equal("one A3 two A2", await versions.PathAsync());
        Assert.Equal([("user", "one")], versions.Model.Requests.Last().Messages);
        Assert.Equal(200, await versions.SelectAsync(old).StatusAsync());
        Assert.Equal("one A1", await versions.PathAsync());
    }

    [Fact]
    public async Task A_failed_attempt_changes_nothing_on_the_path()
    {
        await using var versions = await VersionedChat.StartAsync(engine);
        var before = await versions.VersionsAsync(1);
        versions.Model.Script = async reply => await reply.TokenAsync("wor");

        Assert.Equal(502, await versions.RegenerateAsync(await versions.IdAsync(0)).StatusAsync());

        Assert.Equal("one A1 two A2", await versions.PathAsync());
        Assert.Equal(before, await versions.VersionsAsync(1));
    }

    [Fact]
    public async Task Each_version_keeps_how_it_ended_and_its_events()
    {
        await using var versions = await VersionedChat.StartAsync(engine);
        var question = await versions.IdAsync(2);
        var old = await versions.IdAsync(3);
        var before = (await versions.WithAsync("finish_reason,usage,error"))[3].GetRawText();
        var stream = await StreamAsync();
        versions.Model.Script = async reply =>
        {
            await reply.TokenAsync("much ");
            await reply.TokenAsync("longer");
            await reply.EndAsync();
        };
        Assert.Equal(200, await versions.RegenerateAsync(question).StatusAsync());
        Assert.Contains("longer", await StreamAsync(), StringComparison.Ordinal);

        Assert.Equal(200, await versions.SelectAsync(old).StatusAsync());

        Assert.Equal(before, (await versions.WithAsync("finish_reason,usage,error"))[3].GetRawText());
        Assert.Equal(stream, await StreamAsync());

        Task<string> StreamAsync() => versions.Chat.User.Http.GetStringAsync(versions.Chat.StreamOf(question), versions.Chat.Ct);
    }

    [Fact]
    public async Task A_repeated_request_is_the_same_turn_and_a_different_one_is_refused()
    {
        await using var versions = await VersionedChat.StartAsync(engine);
        var (old, other, id) = (await versions.IdAsync(0), await versions.IdAsync(2), Guid.NewGuid());
        Assert.Equal(200, await versions.ReplaceAsync(old, "edited", id).StatusAsync());

        Assert.Equal(200, await versions.ReplaceAsync(old, "edited", id).StatusAsync());
        Assert.Equal(409, await versions.ReplaceAsync(other, "edited", id).StatusAsync());

        Assert.Equal("edited A3", await versions.PathAsync());
        Assert.Equal(3, versions.Model.Requests.Count);
    }

    [Fact]
    public async Task Only_messages_of_the_path_get_versions()
    {
        await using var versions = await VersionedChat.StartAsync(engine);
        var (question, answer) = (await versions.IdAsync(2), await versions.IdAsync(1));
        Assert.Equal(200, await versions.ReplaceAsync(await versions.IdAsync(0), "edited").StatusAsync());

        Assert.Equal(409, await versions.ReplaceAsync(question, "no").StatusAsync());
        Assert.Equal(409, await versions.RegenerateAsync(question).StatusAsync());
        Assert.Equal(409, await versions.RegenerateAsync(answer).StatusAsync());
        Assert.Equal(404, await versions.ReplaceAsync(Guid.NewGuid(), "no").StatusAsync());
        Assert.Equal(404, await versions.ReplaceAsync(answer, "no").StatusAsync());
        Assert.Equal("edited A3", await versions.PathAsync());
        Assert.Equal(3, versions.Model.Requests.Count);
    }

    [Fact]
    public async Task An_id_of_a_version_is_no_id_of_a_new_message()
    {
        await using var versions = await VersionedChat.StartAsync(engine);
        var old = await versions.IdAsync(3);
        Assert.Equal(200, await versions.RegenerateAsync(old).StatusAsync());

        Assert.Equal(409, await versions.Chat.PostAsync(new { message = new { id = old, content = "mine" }, stream = false }).StatusAsync());
    }
}

public sealed class VersionsOnSqlite() : VersionsTests("sqlite");

public sealed class VersionsOnLiteDb() : VersionsTests("litedb");

public sealed class VersionsOnPostgres() : VersionsTests("postgres");
