using System.Net;
using System.Text.Json;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Tests.Features.Conversations.UpdateConversation;

/// <summary>A title that a model writes from the first exchange, in place of the one that the conversation was created with.</summary>
public abstract class GeneratedTitleTests(string engine) : IAsyncLifetime
{
    private const string Old = "How do I fold a samosa?";

    private static readonly (string Key, string Value)[] Titles = [("Titles:Model", "title-model"), ("Titles:Timeout", "00:05:00")];

    private readonly OpenAiServer model = new() { Models = ["a-model", "title-model"] };
    private readonly TaskCompletionSource titleAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Func<ModelReply, Task> writeTitle = async reply =>
    {
        await reply.TokenAsync("\"Folding ");
        await reply.TokenAsync("samosas.\"");
        await reply.EndAsync();
    };

    public ValueTask InitializeAsync()
    {
        model.Script = async reply =>
        {
            if (model.Requests.Last().Body.Text("model") == "title-model")
            {
                titleAsked.TrySetResult();
                await writeTitle(reply);
                return;
            }

            await reply.TokenAsync("Wet the edge.");
            await reply.EndAsync();
        };
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await model.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_title_is_written_from_the_first_exchange_and_counts_as_no_turn()
    {
        await using var server = new OwnServer(engine, [.. model.Upstream(), .. Titles]);
        using var user = await server.NewUserAsync();
        var path = await ConverseAsync(user);
        var before = await user.GetAsync(path);
        var usage = await user.GetAsync("/auth/me/usage");

        var after = await GenerateAsync(user, path);

        Assert.Equal("Folding samosas", after.Text("title"));
        Assert.Equal(after.GetRawText(), (await user.GetAsync(path)).GetRawText());
        Assert.Equal(before.Text("updated_at"), after.Text("updated_at"));
        Assert.Equal(usage.GetRawText(), (await user.GetAsync("/auth/me/usage")).GetRawText());
        var (role, content) = Assert.Single(model.Requests.Last().Messages);
        Assert.Equal("user", role);
        Assert.Contains($"Question:\n{Old}\n\nAnswer:\nWet the edge.", content, StringComparison.Ordinal);
        Assert.Equal(2, (await user.MessagesAsync(Guid.Parse(path.Split('/')[^1]))).Length);
    }

    [Fact]
    public async Task Without_a_model_for_titles_the_title_stays()
    {
        await using var server = new OwnServer(engine, model.Upstream());
        using var user = await server.NewUserAsync();
        var path = await ConverseAsync(user);

        Assert.Equal(Old, (await GenerateAsync(user, path)).Text("title"));
        Assert.Single(model.Requests);
    }

    [Fact]
    public async Task Without_an_answer_or_with_another_title_the_title_stays()
    {
        await using var server = new OwnServer(engine, [.. model.Upstream(), .. Titles]);
        using var user = await server.NewUserAsync();
        var empty = $"/conversations/{(await user.CreateConversationAsync(Old, "a-model")).Id()}";
        var renamed = await ConverseAsync(user);
        using (await user.Http.PatchAsync(renamed, new { title = "Mine" }))
        {
            Assert.Equal(Old, (await GenerateAsync(user, empty)).Text("title"));
            Assert.Equal("Mine", (await GenerateAsync(user, renamed)).Text("title"));
        }

        Assert.Single(model.Requests);
        using var missing = await user.Http.PatchAsync($"/conversations/{Guid.NewGuid()}", new { generate_title_instead_of = Old });
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Who_renames_the_conversation_meanwhile_ends_it()
    {
        await using var server = new OwnServer(engine, [.. model.Upstream(), .. Titles]);
        using var user = await server.NewUserAsync();
        var path = await ConverseAsync(user);
        var gone = new TaskCompletionSource();
        writeTitle = async reply =>
        {
            await reply.HangAsync();
            gone.SetResult();
        };

        var generating = GenerateAsync(user, path);
        await titleAsked.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        // A second request for a title does not wait for the first one.
        Assert.Equal(Old, (await GenerateAsync(user, path)).Text("title"));
        using var renamed = await user.Http.PatchAsync(path, new { title = "Mine" });

        Assert.Equal("Mine", (await generating).Text("title"));
        await gone.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        Assert.Equal("Mine", (await user.GetAsync(path)).Text("title"));
        Assert.Equal(2, model.Requests.Count);
    }

    [Fact]
    public async Task A_failure_changes_nothing_and_is_logged_once()
    {
        await using var server = new OwnServer(engine, [.. model.Upstream(), .. Titles]);
        using var user = await server.NewUserAsync();
        var path = await ConverseAsync(user);
        writeTitle = reply => reply.RefuseAsync(500);

        Assert.Equal(Old, (await GenerateAsync(user, path)).Text("title"));

        var logged = Assert.Single(server.Log.Entries, entry => entry.Event.Id == EventIds.TitleFailed);
        Assert.DoesNotContain("secret prompt", logged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_is_too_slow_or_writes_for_ever_is_not_waited_for()
    {
        await using var server = new OwnServer(engine, [.. model.Upstream(), ("Titles:Model", "title-model"), ("Titles:Timeout", "00:00:01")]);
        using var user = await server.NewUserAsync();
        var path = await ConverseAsync(user);
        writeTitle = reply => reply.HangAsync();
        Assert.Equal(Old, (await GenerateAsync(user, path)).Text("title"));
        Assert.Single(server.Log.Entries, entry => entry.Event.Id == EventIds.TitleFailed);

        await using var patient = new OwnServer(engine, [.. model.Upstream(), .. Titles]);
        using var other = await patient.NewUserAsync();
        writeTitle = async reply =>
        {
            while (!reply.Gone.IsCancellationRequested) await reply.TokenAsync("samosas ");
        };
        Assert.Equal(
            $"{string.Join(' ', Enumerable.Repeat("samosas", 10))}…", (await GenerateAsync(other, await ConverseAsync(other))).Text("title"));
    }

    [Fact]
    public async Task It_is_asked_for_alone()
    {
        await using var server = new OwnServer(engine, [.. model.Upstream(), .. Titles]);
        using var user = await server.NewUserAsync();
        var path = await ConverseAsync(user);

        using var response = await user.Http.PatchAsync(path, new { title = "Mine", generate_title_instead_of = Old });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("generate_title_instead_of", Assert.Single((await response.JsonAsync()).GetProperty("errors").EnumerateObject()).Name);
        Assert.Equal(Old, (await user.GetAsync(path)).Text("title"));
    }

    /// <summary>Creates a conversation with one exchange.</summary>
    private static async Task<string> ConverseAsync(TestUser user)
    {
        var id = (await user.CreateConversationAsync(Old, "a-model")).Id();
        await user.SendAndWaitAsync(id, Old);
        return $"/conversations/{id}";
    }

    private static async Task<JsonElement> GenerateAsync(TestUser user, string path)
    {
        using var response = await user.Http.PatchAsync(path, new { generate_title_instead_of = Old });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }
}

public sealed class GeneratedTitleOnSqlite() : GeneratedTitleTests("sqlite");

public sealed class GeneratedTitleOnLiteDb() : GeneratedTitleTests("litedb");

public sealed class GeneratedTitleOnPostgres() : GeneratedTitleTests("postgres");
