using System.Net;
using System.Text;
using System.Text.Json;

namespace SamosaChaat.Tests.Features.Conversations.ImportConversations;

/// <summary>What one user exported, another one imports, and the answer says what became of it.</summary>
public abstract class ImportConversationsTests(Server server)
{
    [Fact]
    public async Task An_export_arrives_once()
    {
        using var owner = await server.NewUserAsync();
        using var other = await server.NewUserAsync();
        var conversation = (await owner.CreateConversationAsync("Dough")).Id();
        await owner.SendAndWaitAsync(conversation, "How long does it rest?");
        await owner.InstructAsync(conversation, "Be brief.");
        var file = await Imports.ExportAsync(owner);

        var (first, summary) = await other.ImportAsync(file);
        var (second, again) = await other.ImportAsync(file);

        var copy = Assert.Single(first);
        Assert.Equal("imported", copy.Text("result"));
        Assert.NotEqual(conversation, copy.Id());
        Assert.Equal((copy.Id(), "unchanged"), (Assert.Single(second).Id(), second[0].Text("result")));
        Assert.Equal("""{"imported":1,"unchanged":0,"conflict":0,"invalid":0}""", summary.GetRawText());
        Assert.Equal("""{"imported":0,"unchanged":1,"conflict":0,"invalid":0}""", again.GetRawText());
        Assert.Equal(
            (await owner.MessagesAsync(conversation)).Select(message => (message.Text("content"), message.Text("created_at"))),
            (await other.MessagesAsync(copy.Id())).Select(message => (message.Text("content"), message.Text("created_at"))));
        await other.SendAndWaitAsync(copy.Id(), "And in summer?");
        Assert.Equal("conflict", Assert.Single((await other.ImportAsync(file)).Results).Text("result"));
        Assert.Equal(4, (await other.MessagesAsync(copy.Id())).Length);
    }

    [Fact]
    public async Task A_deleted_conversation_comes_back_as_it_was()
    {
        using var user = await server.NewUserAsync();
        var data = await UserData.OfAsync(user);
        var (file, before) = (await Imports.ExportAsync(user), await data.ReadAsync());
        using (var removed = await user.Http.RemoveAsync($"/conversations/{data.ConversationId}?permanently=true")) Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);

        var (results, _) = await user.ImportAsync(file);

        Assert.Equal((data.ConversationId, "imported"), (Assert.Single(results).Id(), results[0].Text("result")));
        Assert.Equal(before, await data.ReadAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[{\"title\":\"a\"}]")]
    [InlineData("\0\0\0\0")]
    public async Task Anything_else_is_refused(string body)
    {
        using var user = await server.NewUserAsync();

        using var answer = await user.PostFileAsync(Encoding.UTF8.GetBytes(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.JsonAsync()).GetProperty("errors").TryGetProperty("body", out _));
    }

    [Fact]
    public async Task A_truncated_file_says_so()
    {
        using var user = await server.NewUserAsync();
        await UserData.OfAsync(user);
        var file = await Imports.ExportAsync(user);

        var (results, summary) = await user.ImportAsync(file[..^10]);

        // The last line is damaged, and so there is none.
        Assert.Equal(["unchanged", "invalid", "invalid"], results.Select(result => result.Text("result")));
        Assert.Equal(JsonValueKind.Null, results[^1].GetProperty("id").ValueKind);
        Assert.Equal(2, summary.GetProperty("invalid").GetInt32());
    }
}

public sealed class ImportConversationsOnSqlite(SqliteServer server) : ImportConversationsTests(server);

public sealed class ImportConversationsOnLiteDb(LiteDbServer server) : ImportConversationsTests(server);

public sealed class ImportConversationsOnPostgres(PostgresServer server) : ImportConversationsTests(server);
