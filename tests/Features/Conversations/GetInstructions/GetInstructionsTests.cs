using System.Net;

namespace SamosaChaat.Tests.Features.Conversations.GetInstructions;

public abstract class GetInstructionsTests(Server server)
{
    [Fact]
    public async Task A_conversation_without_any_is_404_and_says_so()
    {
        using var user = await server.NewUserAsync();
        var id = (await user.CreateConversationAsync()).Id();

        using var none = await user.Http.FetchAsync($"/conversations/{id}/instructions");

        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Assert.Equal("The conversation has no instructions.", (await none.JsonAsync()).Text("detail"));
    }

    [Fact]
    public async Task A_missing_conversation_is_404_for_every_method()
    {
        using var user = await server.NewUserAsync();
        var path = $"/conversations/{Guid.NewGuid()}/instructions";

        using var got = await user.Http.FetchAsync(path);
        using var set = await user.Http.PutAsync(path, new { content = "Be brief." });
        using var deleted = await user.Http.RemoveAsync(path);

        Assert.Each(new[] { got, set, deleted }, response => Assert.Equal(HttpStatusCode.NotFound, response.StatusCode));
    }
}

public sealed class GetInstructionsOnSqlite(SqliteServer server) : GetInstructionsTests(server);

public sealed class GetInstructionsOnLiteDb(LiteDbServer server) : GetInstructionsTests(server);

public sealed class GetInstructionsOnPostgres(PostgresServer server) : GetInstructionsTests(server);
