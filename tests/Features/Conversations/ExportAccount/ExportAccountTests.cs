using System.Text.Json;

namespace SamosaChaat.Tests.Features.Conversations.ExportAccount;

/// <summary>Everything of a user leaves as one file, and nothing of anybody else.</summary>
public abstract class ExportAccountTests(Server server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_has_the_account_and_the_users_own_conversations()
    {
        await server.ResidentAsync();
        using var user = await server.NewUserAsync();
        var first = await user.CreateConversationAsync("First");
        await user.SendAndWaitAsync(first.Id(), "Hi");
        var second = await user.CreateConversationAsync("Second");

        var lines = await LinesAsync(user, "/export");

        Assert.Equal(["export", "account", "conversation", "turn", "conversation_end", "conversation", "conversation_end", "end"], lines.Select(line => line.Text("type")));
        Assert.Equal((user.Id, user.Email), (lines[1].Id(), lines[1].Text("email")));
        Assert.Equal(["First", "Second"], lines.Where(line => line.Text("type") == "conversation").Select(line => line.Text("title")));
        var rest = await LinesAsync(user, $"/export?after={first.Id()}");
        Assert.Equal(second.Id(), Assert.Single(rest, line => line.Text("type") == "conversation").Id());
        Assert.DoesNotContain(await LinesAsync(user, $"/export?after={second.Id()}"), line => line.Text("type") == "conversation");
    }

    [Fact]
    public async Task The_file_of_a_day_is_the_same_as_long_as_nothing_changes()
    {
        using var user = await server.NewUserAsync();
        await user.SendAndWaitAsync((await user.CreateConversationAsync()).Id(), "Hi");

        using var one = await user.Http.FetchAsync("/export");
        using var other = await user.Http.FetchAsync("/export");

        Assert.Equal(await one.BytesAsync(), await other.BytesAsync());
        Assert.Matches("^samosachaat-export-[0-9]{4}-[0-9]{2}-[0-9]{2}.jsonl$", one.Content.Headers.ContentDisposition?.FileNameStar);
    }

    private static async Task<JsonElement[]> LinesAsync(TestUser user, string path)
    {
        using var file = await user.Http.FetchAsync(path);
        return [.. (await file.Content.ReadAsStringAsync(Ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }
}

public sealed class ExportAccountOnSqlite(SqliteServer server) : ExportAccountTests(server);

public sealed class ExportAccountOnLiteDb(LiteDbServer server) : ExportAccountTests(server);

public sealed class ExportAccountOnPostgres(PostgresServer server) : ExportAccountTests(server);
