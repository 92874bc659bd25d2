using System.Net;

namespace SamosaChaat.Tests.Features.Conversations.DeleteConversation;

public abstract class DeleteConversationTests(Server server)
{
    [Fact]
    public async Task It_is_gone_with_its_messages_and_the_others_stay()
    {
        using var user = await server.NewUserAsync();
        var kept = await user.CreateConversationAsync("Kept");
        await user.SendAndWaitAsync(kept.Id(), "Stay");
        var gone = await user.CreateConversationAsync("Gone");
        await user.SendAndWaitAsync(gone.Id(), "Go");
        var path = $"/conversations/{gone.Id()}";

        using var deleted = await user.Http.RemoveAsync(path);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty(await deleted.BytesAsync());
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(user, path));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(user, path + "/messages"));
        var (items, _) = await user.Http.PageAsync("/conversations");
        Assert.Equal(kept.Id(), Assert.Single(items).Id());
        Assert.Equal(2, (await user.MessagesAsync(kept.Id())).Length);
    }

    [Fact]
    public async Task The_second_time_there_is_nothing_to_delete()
    {
        using var user = await server.NewUserAsync();
        var path = $"/conversations/{(await user.CreateConversationAsync()).Id()}";

        using var first = await user.Http.RemoveAsync(path);
        using var second = await user.Http.RemoveAsync(path);

        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, second.StatusCode);
    }

    [Fact]
    public async Task A_turn_that_runs_ends_and_brings_nothing_back()
    {
        await using var slow = new OwnServer(server.Engine, ("Demo:TokensPerSecond", "1"));
        using var user = await slow.NewUserAsync();
        var id = (await user.CreateConversationAsync()).Id();
        var path = $"/conversations/{id}";

        var events = new List<StreamedEvent>();
        await foreach (var item in user.SendAsync(id, "Tell me a long story"))
        {
            events.Add(item);
            if (events.Count(e => e.Token is not null) != 1 || item.Token is null) continue;
            using var deleted = await user.Http.RemoveAsync($"{path}?permanently=true");
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        }

        // The whole answer has more than 60 tokens and takes a minute. The model stops when nobody wants it.
        Assert.InRange(events.Count(e => e.Token is not null), 1, 40);
        // The stream that was open is told that nothing is kept.
        Assert.True(events[^1].IsDone);
        Assert.Null(events[^1].Message);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(user, path));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(user, path + "/messages"));
        Assert.Empty((await user.Http.PageAsync("/conversations")).Items);
    }

    private static async Task<HttpStatusCode> StatusAsync(TestUser user, string path)
    {
        using var response = await user.Http.FetchAsync(path);
        return response.StatusCode;
    }
}

public sealed class DeleteConversationOnSqlite(SqliteServer server) : DeleteConversationTests(server);

public sealed class DeleteConversationOnLiteDb(LiteDbServer server) : DeleteConversationTests(server);

public sealed class DeleteConversationOnPostgres(PostgresServer server) : DeleteConversationTests(server);
