using SamosaChaat.Tests.Hosting;

namespace SamosaChaat.Tests.Features.Conversations;

public abstract class CreateConversationTests(Server server)
{
    [Fact]
    public async Task A_new_conversation_is_answered_as_it_is_stored()
    {
        using var user = await server.NewUserAsync();

        var created = await user.CreateConversationAsync("Dough", "demo");

        Assert.Equal(user.Id, created.GetProperty("user_id").GetGuid());
        Assert.Equal("Dough", created.Text("title"));
        Assert.Equal("demo", created.Text("model_tag"));
        var read = await user.GetAsync($"/conversations/{created.Id()}");
        Assert.Equal(created.GetRawText(), read.GetRawText());
    }
}

public sealed class CreateConversationOnSqlite(SqliteServer server) : CreateConversationTests(server);

public sealed class CreateConversationOnLiteDb(LiteDbServer server) : CreateConversationTests(server);
