using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SamosaChaat.Tests.OpenApi;
using SamosaChaat.Tests.Turns;

namespace SamosaChaat.Tests.Smoke;

/// <summary>
/// A short walk through everything that a client can ask for. It knows a server by its address only, so that the published program, in which
/// code may be missing or compiled otherwise, is asked the same as the one in the tests' process.
/// </summary>
public abstract class SmokeTests(SmokeHost host) : IDisposable
{
    private readonly CancellationTokenSource patience = new(Patience.Limit);
    private readonly Func<ModelReply, Task> willing = host.Nanochat.Script;

    protected CancellationToken Ct => patience.Token;

    [Fact]
    public async Task It_is_ready_under_both_paths()
    {
        using var http = host.Anonymous();

        Assert.Equal("""{"status":"ok","ready":true}""", await http.GetStringAsync(new Uri("/health", UriKind.Relative), Ct));
        Assert.Equal("""{"status":"ok","ready":true}""", await http.GetStringAsync(new Uri("/api/health", UriKind.Relative), Ct));
    }

    [Fact]
    public async Task Somebody_registers_signs_in_refreshes_and_signs_out()
    {
        using var user = await host.NewUserAsync();
        using var http = host.Anonymous();
        using var login = await http.PostAsync("/auth/login", new { email = user.Email, password = TestUser.Password });
        var signedIn = await login.JsonAsync();
        using var refresh = await http.PostAsync("/auth/token/refresh", new { refresh_token = signedIn.Text("refresh_token") });
        var refreshed = await refresh.JsonAsync();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", refreshed.Text("access_token"));
        using var me = await http.FetchAsync("/auth/me");
        using var logout = await http.PostAsync("/auth/logout", body: null);
        using var after = await http.FetchAsync("/auth/me");
        using var wrong = await http.PostAsync("/auth/login", new { email = user.Email, password = "something else" });
        using var keys = await http.FetchAsync("/.well-known/jwks.json");

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.OK],
            new[] { login, refresh, me, logout, after, wrong, keys }.Select(response => response.StatusCode));
        Assert.Equal(user.Email, (await me.JsonAsync()).Text("email"));
    }

    [Fact]
    public async Task Conversations_are_created_listed_in_pages_renamed_and_deleted()
    {
        using var user = await host.NewUserAsync();
        var first = await user.CreateConversationAsync("First");
        var second = await user.CreateConversationAsync("Second");

        using var page = await user.Http.FetchAsync("/conversations?limit=1");
        var rest = await user.GetAsync(page.Headers.GetValues("Link").Single().Split('<', '>')[1]);
        using var renamed = await user.Http.PatchAsync($"/conversations/{first.Id()}", new { title = "Changed" });
        using var unchanged = await user.GetUnlessAsync("/conversations", await user.ETagAsync("/conversations"));
        using var deleted = await user.Http.RemoveAsync($"/conversations/{second.Id()}");
        using var gone = await user.Http.FetchAsync($"/conversations/{second.Id()}");

        Assert.Equal("Second", Assert.Single((await page.JsonAsync()).EnumerateArray()).Text("title"));
        Assert.Equal("First", Assert.Single(rest.EnumerateArray()).Text("title"));
        Assert.Equal("Changed", (await renamed.JsonAsync()).Text("title"));
        Assert.Equal(
            [HttpStatusCode.NotModified, HttpStatusCode.NoContent, HttpStatusCode.NotFound],
            new[] { unchanged, deleted, gone }.Select(response => response.StatusCode));
    }

    [Fact]
    public async Task Instructions_are_set_read_counted_and_deleted()
    {
        using var user = await host.NewUserAsync();
        var id = (await user.CreateConversationAsync()).Id();
        var path = $"/conversations/{id}";
        await user.InstructAsync(id, "Be brief.");
        var read = await user.GetAsync($"{path}/instructions");
        using var refused = await user.Http.PutAsync($"{path}/instructions", new { content = " " });
        await user.SendAndWaitAsync(id, "How long does it rest?");
        var question = (await user.MessagesAsync(id))[0].Id();
        var context = await user.GetAsync($"{path}/messages/{question}/context");
        using var deleted = await user.Http.RemoveAsync($"{path}/instructions");
        using var gone = await user.Http.FetchAsync($"{path}/instructions");

        Assert.Equal("Be brief.", read.Text("content"));
        Assert.Equal(3, context.GetProperty("instructions_tokens").GetInt32());
        Assert.Equal(
            [HttpStatusCode.BadRequest, HttpStatusCode.NoContent, HttpStatusCode.NotFound],
            new[] { refused, deleted, gone }.Select(response => response.StatusCode));
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("nano-1")]
    [InlineData("gpt-1")]
    public async Task A_turn_is_streamed_token_by_token_and_stored(string model)
    {
        using var user = await host.NewUserAsync();
        var conversation = await user.CreateConversationAsync("Dough", model);

        var events = await user.SendAsync(conversation.Id(), "How long does it rest?").ToListAsync(Ct);
        var stored = await user.MessagesAsync(conversation.Id());

        Assert.True(events.Count(e => e.Token is not null) > 1);
        Assert.Equal("stop", events[^1].FinishReason);
        Assert.Equal(["How long does it rest?", string.Concat(events.Select(e => e.Token))], stored.Select(message => message.Text("content")));
    }

    [Fact]
    public async Task Who_comes_back_in_the_middle_has_the_rest_as_it_is_written()
    {
        using var user = await host.NewUserAsync();
        var go = new TaskCompletionSource();
        host.Nanochat.Script = async reply =>
        {
            await reply.TokenAsync("one");
            await go.Task.WaitAsync(reply.Gone);
            await reply.TokenAsync(" two");
            await reply.EndAsync();
        };
        var (stream, first) = await BeginAsync(user);
        await using var live = await first.Content.ReadAsStreamAsync(Ct);
        // Before the model goes on: nothing on the way holds a token back.
        await live.ReadUntilAsync(text => text.Contains("one", StringComparison.Ordinal), Ct);

        using var request = new HttpRequestMessage(HttpMethod.Get, stream);
        request.Headers.Add("Last-Event-ID", "0");
        using var second = await user.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        go.SetResult();
        var resumed = await second.Content.ReadAsStringAsync(Ct);

        Assert.StartsWith("id: 1\ndata: {\"token\":\"one\"}\n\nid: 2\ndata: {\"token\":\" two\"}\n\n", resumed, StringComparison.Ordinal);
        Assert.EndsWith(resumed, await user.Http.GetStringAsync(stream, Ct), StringComparison.Ordinal);
        first.Dispose();
    }

    [Fact]
    public async Task A_cancelled_turn_keeps_what_was_written_and_can_be_answered_again()
    {
        using var user = await host.NewUserAsync();
        host.Nanochat.Script = async reply =>
        {
            await reply.TokenAsync("half");
            await reply.HangAsync();
        };
        var (stream, first) = await BeginAsync(user);
        await using var live = await first.Content.ReadAsStreamAsync(Ct);
        await live.ReadUntilAsync(text => text.Contains("half", StringComparison.Ordinal), Ct);
        using var cancelled = await user.Http.DeleteAsync(stream, Ct);
        var rest = await live.ReadUntilAsync(text => text.EndsWith("}\n\n", StringComparison.Ordinal), Ct);
        host.Nanochat.Script = async reply =>
        {
            await reply.TokenAsync("whole");
            await reply.EndAsync();
        };

        var conversation = stream.ToString().Split('/')[2];
        using var again = await user.Http.PostAsJsonAsync($"/conversations/{conversation}/regenerate", new { stream = false }, Ct);

        Assert.Equal(HttpStatusCode.NoContent, cancelled.StatusCode);
        Assert.Contains("\"finish_reason\":\"cancelled\"", rest, StringComparison.Ordinal);
        Assert.Equal("whole", (await again.JsonAsync()).Text("content"));
        first.Dispose();
    }

    [Fact]
    public async Task Every_upstream_lists_its_models()
    {
        using var user = await host.NewUserAsync();

        var tags = (await user.GetAsync("/models")).EnumerateArray().Select(model => model.Text("model_tag")).ToArray();

        Assert.Contains("nano-1", tags);
        Assert.Contains("gpt-1", tags);
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_is_said_by_field_and_what_nobody_knows_is_no_secret()
    {
        using var user = await host.NewUserAsync();
        using var invalid = await user.Http.PostAsync("/conversations", new { title = " ", model_tag = "demo" });
        using var malformed = await user.Http.PostAsync("/conversations", new { title = 1 });
        using var nowhere = await user.Http.FetchAsync("/nowhere");

        Assert.Equal(
            [HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.NotFound],
            new[] { invalid, malformed, nowhere }.Select(response => response.StatusCode));
        Assert.True((await invalid.JsonAsync()).GetProperty("errors").TryGetProperty("title", out _));
    }

    [Fact]
    public async Task The_document_describes_every_operation_of_the_contract()
    {
        using var http = host.Anonymous();
        using var response = await http.FetchAsync("/openapi/v1.json");
        var document = new ServedDocument(await response.JsonAsync());

        Assert.Equal(
            Contract.Contract.Operations.Where(operation => operation.InDocument).Select(operation => $"{operation.Method} {operation.Path}").Order(),
            document.Operations.Order());
        Assert.Contains("\"model_tag\"", JsonSerializer.Serialize(document.Root), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        // Whatever this test had it say, the next begins with a model that answers.
        host.Nanochat.Script = willing;
        patience.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A turn with the nanochat model: where its stream is, and the answer that has begun.</summary>
    protected async Task<(Uri Stream, HttpResponseMessage Response)> BeginAsync(TestUser user)
    {
        var conversation = await user.CreateConversationAsync("Dough", "nano-1");
        var id = Guid.NewGuid();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/conversations/{conversation.Id()}/messages")
        {
            Content = JsonContent.Create(new { message = new { id, content = "Hello?" } }),
        };
        var response = await user.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        return (new Uri($"/conversations/{conversation.Id()}/messages/{id}/stream", UriKind.Relative), response);
    }
}

public sealed class HostedOnSqlite() : HostedProgram("sqlite");

public sealed class HostedOnLiteDb() : HostedProgram("litedb");

public sealed class HostedOnPostgres() : HostedProgram("postgres");

public sealed class SmokeOfTheHostOnSqlite(HostedOnSqlite host) : SmokeTests(host), IClassFixture<HostedOnSqlite>;

public sealed class SmokeOfTheHostOnLiteDb(HostedOnLiteDb host) : SmokeTests(host), IClassFixture<HostedOnLiteDb>;

public sealed class SmokeOfTheHostOnPostgres(HostedOnPostgres host) : SmokeTests(host), IClassFixture<HostedOnPostgres>;
