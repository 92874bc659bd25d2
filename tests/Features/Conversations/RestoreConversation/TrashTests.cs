using System.Net;
using System.Text.Json;
using SamosaChaat.Tests.Features.Conversations.ImportConversations;

namespace SamosaChaat.Tests.Features.Conversations.RestoreConversation;

/// <summary>A conversation in the trash is found by nothing but the trash, and comes back as it was.</summary>
public abstract class TrashTests(Server server)
{
    [Fact]
    public async Task What_is_in_the_trash_is_404_everywhere_and_comes_back_with_everything()
    {
        using var user = await server.NewUserAsync();
        var other = (await user.CreateConversationAsync("Other")).Id();
        var id = (await user.CreateConversationAsync("Zucchini samosas")).Id();
        await user.SendAndWaitAsync(id, "How long does the courgette rest?");
        var question = (await user.MessagesAsync(id))[0];
        using var again = await user.Http.PostAsync($"/conversations/{id}/regenerate", new { stream = false });
        await user.InstructAsync(id, "Be brief.");
        using var pinned = await user.Http.PatchAsync($"/conversations/{id}", new { pinned = true, archived = true });
        await user.SendAndWaitAsync(other, "Later");
        string[] reads =
        [
            $"/conversations/{id}?include=pinned,archived",
            $"/conversations/{id}/messages?include=reasoning,finish_reason,error,usage,versions",
            $"/conversations/{id}/instructions",
            $"/conversations/{id}/messages/{question.Id()}/stream",
            $"/conversations/{id}/export",
        ];
        string[] lists = ["/conversations?archived=all&include=pinned,archived", "/search?q=courgette", "/search?q=zucchini"];
        var before = await AllAsync(user, [.. reads, .. lists]);

        using var deleted = await user.Http.RemoveAsync($"/conversations/{id}");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        foreach (var path in reads)
        {
            using var gone = await user.Http.FetchAsync(path);
            Assert.True(gone.StatusCode == HttpStatusCode.NotFound, $"{path} answered {gone.StatusCode}");
        }

        Assert.Equal(other, Assert.Single((await user.GetAsync(lists[0])).EnumerateArray()).Id());
        Assert.Equal("[]", (await user.GetAsync(lists[1])).GetRawText());
        Assert.Equal("[]", (await user.GetAsync(lists[2])).GetRawText());
        Assert.DoesNotContain($"{id}", await user.Http.GetStringAsync(new Uri("/export", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        foreach (var (path, body) in Writes(id, question.Id()))
        {
            using var gone = await user.Http.PostAsync(path, body);
            Assert.True(gone.StatusCode == HttpStatusCode.NotFound, $"{path} answered {gone.StatusCode}");
        }

        using var restored = await user.Http.PostAsync($"/trash/{id}/restore", body: null);
        Assert.Equal(HttpStatusCode.OK, restored.StatusCode);
        Assert.Equal(before, await AllAsync(user, [.. reads, .. lists]));
        using var repeated = await user.Http.PostAsync($"/conversations/{id}/messages", Body(question));
        Assert.Equal(HttpStatusCode.OK, repeated.StatusCode);
        Assert.Equal(before, await AllAsync(user, [.. reads, .. lists]));
        using var twice = await user.Http.PostAsync($"/trash/{id}/restore", body: null);
        Assert.Equal(HttpStatusCode.OK, twice.StatusCode);
    }

    [Fact]
    public async Task A_turn_that_runs_is_interrupted_and_its_text_comes_back()
    {
        await using var slow = new OwnServer(server.Engine, ("Demo:TokensPerSecond", "20"));
        using var user = await slow.NewUserAsync();
        var id = (await user.CreateConversationAsync()).Id();
        var events = new List<StreamedEvent>();
        await foreach (var item in user.SendAsync(id, "Tell me a long story"))
        {
            events.Add(item);
            if (events.Count(e => e.Token is not null) != 1 || item.Token is null) continue;
            using var deleted = await user.Http.RemoveAsync($"/conversations/{id}");
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        }

        using var gone = await user.Http.FetchAsync($"/conversations/{id}/messages");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal("interrupted", events[^1].FinishReason);
        var trashed = Assert.Single((await user.GetAsync("/trash")).EnumerateArray());

        using var restored = await user.Http.PostAsync($"/trash/{id}/restore", body: null);
        Assert.Equal(trashed.Text("updated_at"), (await restored.JsonAsync()).Text("updated_at"));
        Assert.Equal(events[^1].Message!.Value.Text("content"), (await user.MessagesAsync(id))[^1].Text("content"));
        Assert.StartsWith(string.Concat(events.Select(e => e.Token)), (await user.MessagesAsync(id))[^1].Text("content"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trash_has_pages_and_its_conversations_do_not_count()
    {
        await using var small = new OwnServer(server.Engine, ("Limits:Enabled", "true"), ("Limits:ConversationsPerUser", "2"));
        using var user = await small.NewUserAsync();
        var deleted = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            deleted.Insert(0, (await user.CreateConversationAsync($"No {i}")).Id());
            using var gone = await user.Http.RemoveAsync($"/conversations/{deleted[0]}");
        }

        var pages = await user.Http.PagesAsync("/trash?limit=2");
        Assert.Equal([2, 1], pages.Select(page => page.Length));
        Assert.Equal(deleted, pages.SelectMany(page => page).Select(one => one.Id()));

        await user.CreateConversationAsync();
        using var one = await user.Http.PostAsync($"/trash/{deleted[0]}/restore", body: null);
        using var full = await user.Http.PostAsync($"/trash/{deleted[1]}/restore", body: null);
        Assert.Equal(HttpStatusCode.OK, one.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, full.StatusCode);
    }

    [Fact]
    public async Task An_import_of_what_is_in_the_trash_says_so_and_changes_nothing()
    {
        using var user = await server.NewUserAsync();
        var id = (await user.CreateConversationAsync("Burnt")).Id();
        await user.SendAndWaitAsync(id, "How long?");
        var file = await Imports.ExportAsync(user);
        using var deleted = await user.Http.RemoveAsync($"/conversations/{id}");

        var result = Assert.Single((await user.ImportAsync(file)).Results);

        Assert.Equal("conflict", result.Text("result"));
        Assert.StartsWith("The conversation is in the trash.", result.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("[]", (await user.GetAsync("/conversations")).GetRawText());
        Assert.Equal(id, Assert.Single((await user.GetAsync("/trash")).EnumerateArray()).Id());
    }

    [Theory]
    [InlineData("30.00:00:00", "?permanently=true")]
    [InlineData("00:00:00", "")]
    public async Task Without_a_trash_a_conversation_goes_at_once(string trash, string query)
    {
        await using var own = new OwnServer(server.Engine, ("Retention:Trash", trash));
        using var user = await own.NewUserAsync();
        var id = (await user.CreateConversationAsync()).Id();

        using var deleted = await user.Http.RemoveAsync($"/conversations/{id}{query}");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal("[]", (await user.GetAsync("/trash")).GetRawText());
    }

    private static (string Path, object? Body)[] Writes(Guid id, Guid question) =>
    [
        ($"/conversations/{id}/messages", new { message = new { content = "Still there?" }, stream = false }),
        ($"/conversations/{id}/regenerate", new { stream = false }),
        ($"/conversations/{id}/fork", new { message = question }),
        ($"/conversations/{id}/messages/{question}/stream/ticket", null),
    ];

    private static object Body(JsonElement question) =>
        new { message = new { id = question.Id(), content = question.Text("content") }, stream = false };

    private static async Task<string> AllAsync(TestUser user, string[] paths)
    {
        var answers = new List<string>();
        foreach (var path in paths) answers.Add(await user.Http.GetStringAsync(new Uri(path, UriKind.Relative)));
        return string.Join('\n', answers);
    }
}

public sealed class TrashOnSqlite(SqliteServer server) : TrashTests(server);

public sealed class TrashOnLiteDb(LiteDbServer server) : TrashTests(server);

public sealed class TrashOnPostgres(PostgresServer server) : TrashTests(server);
