using System.Net;

namespace SamosaChaat.Tests.Features.Conversations.DeleteInstructions;

public abstract class DeleteInstructionsTests(Server server)
{
    [Fact]
    public async Task They_are_gone_and_deleting_them_again_is_the_same()
    {
        using var user = await server.NewUserAsync();
        var id = (await user.CreateConversationAsync()).Id();
        await user.InstructAsync(id, "Be brief.");

        for (var i = 0; i < 2; i++)
        {
            using var deleted = await user.Http.RemoveAsync($"/conversations/{id}/instructions");
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
            using var none = await user.Http.FetchAsync($"/conversations/{id}/instructions");
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }
    }
}

public sealed class DeleteInstructionsOnSqlite(SqliteServer server) : DeleteInstructionsTests(server);

public sealed class DeleteInstructionsOnLiteDb(LiteDbServer server) : DeleteInstructionsTests(server);

public sealed class DeleteInstructionsOnPostgres(PostgresServer server) : DeleteInstructionsTests(server);
