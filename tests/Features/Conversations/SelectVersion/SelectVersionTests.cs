using System.Net.Http.Json;
using SamosaChaat.Tests.Features.Messages.Versions;

namespace SamosaChaat.Tests.Features.Conversations.SelectVersion;

/// <summary>A version is selected on the condition that the conversation is as the client knows it, and that no turn runs.</summary>
public abstract class SelectVersionTests(string engine)
{
    [Fact]
    public async Task Only_who_has_the_current_copy_selects_with_a_condition()
    {
        await using var versions = await VersionedChat.StartAsync(engine);
        var (user, path) = (versions.Chat.User, $"/conversations/{versions.Chat.Id}");
        var old = await versions.IdAsync(3);
        var outdated = await user.ETagAsync(path);
        Assert.Equal(200, await versions.RegenerateAsync(old).StatusAsync());

        Assert.Equal(412, await SelectAsync(outdated).StatusAsync());
        Assert.Equal("one A1 two A3", await versions.PathAsync());
        using var selected = await SelectAsync(await user.ETagAsync(path));

        Assert.Equal(200, (int)selected.StatusCode);
        Assert.Equal(await user.ETagAsync(path), selected.Headers.ETag!.ToString());
        Assert.Equal("one A1 two A2", await versions.PathAsync());
        // The same again changes nothing, so the tag stays.
        using var again = await SelectAsync(selected.Headers.ETag.ToString());
        Assert.Equal(selected.Headers.ETag, again.Headers.ETag);

        async Task<HttpResponseMessage> SelectAsync(string tag)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, $"{path}/active") { Content = JsonContent.Create(new { message = old }) };
            request.Headers.TryAddWithoutValidation("If-Match", tag);
            return await user.Http.SendAsync(request, versions.Chat.Ct);
        }
    }

    [Fact]
    public async Task Nothing_is_selected_while_a_turn_runs()
    {
        await using var versions = await VersionedChat.StartAsync(engine);
        var old = await versions.IdAsync(0);
        Assert.Equal(200, await versions.ReplaceAsync(old, "edited").StatusAsync());
        var release = new TaskCompletionSource();
        versions.Model.Script = async reply =>
        {
            await reply.TokenAsync("slow");
            await release.Task.WaitAsync(versions.Chat.Ct);
            await reply.EndAsync();
        };
        var running = versions.RegenerateAsync(await versions.IdAsync(0));
        while (versions.Model.Requests.Count < 4) await Task.Yield();

        Assert.Equal(409, await versions.SelectAsync(old).StatusAsync());

        release.SetResult();
        Assert.Equal(200, await running.StatusAsync());
        Assert.Equal("edited slow", await versions.PathAsync());
    }

    [Fact]
    public async Task A_message_that_is_not_there_is_not_selected()
    {
        await using var versions = await VersionedChat.StartAsync(engine);
        var other = await versions.Chat.User.CreateConversationAsync("Another", Chat.ModelTag);
        var elsewhere = await versions.Chat.User.SendAndWaitAsync(other.Id(), "three");

        Assert.Equal(404, await versions.SelectAsync(Guid.NewGuid()).StatusAsync());
        Assert.Equal(404, await versions.SelectAsync(elsewhere.Id()).StatusAsync());
        using var nothing = await versions.Chat.User.Http.PutAsJsonAsync($"/conversations/{versions.Chat.Id}/active", new { }, versions.Chat.Ct);
        Assert.Equal(400, (int)nothing.StatusCode);
        Assert.Equal("one A1 two A2", await versions.PathAsync());
    }
}

public sealed class SelectVersionOnSqlite() : SelectVersionTests("sqlite");

public sealed class SelectVersionOnLiteDb() : SelectVersionTests("litedb");

public sealed class SelectVersionOnPostgres() : SelectVersionTests("postgres");
