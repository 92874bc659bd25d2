using System.Net;
using SamosaChaat.Tests.Http;

namespace SamosaChaat.Tests.Security;

/// <summary>
/// API1:2023. An id of somebody else is as good as none, wherever it stands. <see cref="OwnershipTests"/> tries every path of the route table;
/// here are the ids in bodies and tickets.
/// </summary>
public abstract class Api01BrokenObjectLevelAuthorizationTests(Server server)
{
    [Fact]
    public async Task Nothing_of_another_users_conversation_is_read_or_changed()
    {
        var victim = await server.ResidentAsync();
        var before = await victim.ReadAsync();
        using var stranger = await server.NewUserAsync();
        var theirs = $"/conversations/{victim.ConversationId}";

        foreach (var path in new[] { theirs, $"{theirs}/messages", $"{theirs}/instructions", $"{theirs}/messages/{victim.MessageId}/stream" })
        {
            using var answer = await stranger.Http.FetchAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var renamed = await stranger.Http.PatchAsync(theirs, new { title = "Mine now" });
        Assert.Equal(HttpStatusCode.NotFound, renamed.StatusCode);
        Assert.Equal(before, await victim.ReadAsync());
    }

    [Fact]
    public async Task A_message_with_the_id_of_another_users_joins_and_changes_nothing()
    {
        var victim = await server.ResidentAsync();
        var before = await victim.ReadAsync();
        using var stranger = await server.NewUserAsync();
        var own = (await stranger.CreateConversationAsync()).Id();

        using var answer = await stranger.Http.PostAsync(
            $"/conversations/{own}/messages", new { message = new { id = victim.MessageId, content = "How long does it rest?" }, stream = false });

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.DoesNotContain($"{victim.ConversationId}", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(before, await victim.ReadAsync());
    }

    [Fact]
    public async Task A_regeneration_takes_no_message_of_another_user()
    {
        var victim = await server.ResidentAsync();
        var before = await victim.ReadAsync();
        using var stranger = await server.NewUserAsync();
        var own = await UserData.OfAsync(stranger);

        using var answer = await stranger.Http.PostAsync($"/conversations/{own.ConversationId}/regenerate", new { message = victim.MessageId, stream = false });

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(before, await victim.ReadAsync());
    }
}

public sealed class Api01OnSqlite(SqliteServer server) : Api01BrokenObjectLevelAuthorizationTests(server);

public sealed class Api01OnLiteDb(LiteDbServer server) : Api01BrokenObjectLevelAuthorizationTests(server);

public sealed class Api01OnPostgres(PostgresServer server) : Api01BrokenObjectLevelAuthorizationTests(server);
