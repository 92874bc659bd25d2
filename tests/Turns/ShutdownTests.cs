using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace SamosaChaat.Tests.Turns;

/// <summary>The program ends in the middle of a turn, asked or not, and is started again on the same data.</summary>
public abstract class ShutdownTests(string engine) : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;
    private readonly NanochatServer model = new();
    private readonly CancellationTokenSource patience = new(Patience.Limit);

    [Fact]
    public async Task A_shutdown_ends_a_running_turn_and_keeps_what_was_written()
    {
        await using var program = await StartAsync();
        using var http = await SignInAsync(program);
        var conversation = await ConversationAsync(http);
        using var response = await BeginTurnAsync(http, conversation);
        await using var stream = await response.Content.ReadAsStreamAsync(patience.Token);
        await stream.ReadUntilAsync(text => text.Contains("so far", StringComparison.Ordinal), patience.Token);

        var exit = await program.TerminateAsync();
        var rest = await stream.ReadUntilAsync(text => text.EndsWith("}\n\n", StringComparison.Ordinal), patience.Token);

        Assert.Equal(0, exit);
        Assert.Contains("\"done\":true,\"finish_reason\":\"interrupted\"", rest, StringComparison.Ordinal);
        Assert.Equal(["Hello?", "so far", "And now?", "Hello"], await GoOnAsync(http.DefaultRequestHeaders.Authorization, conversation));
    }

    [Fact]
    public async Task A_shutdown_does_not_wait_for_a_turn_that_nobody_watches()
    {
        await using var program = await StartAsync();
        using var http = await SignInAsync(program);
        var conversation = await ConversationAsync(http);
        using (var response = await BeginTurnAsync(http, conversation))
        {
            await using var stream = await response.Content.ReadAsStreamAsync(patience.Token);
            await stream.ReadUntilAsync(text => text.Contains("so far", StringComparison.Ordinal), patience.Token);
        }

        Assert.Equal(0, await program.TerminateAsync());

        Assert.Equal(["Hello?", "so far", "And now?", "Hello"], await GoOnAsync(http.DefaultRequestHeaders.Authorization, conversation));
    }

    [Fact]
    public async Task A_shutdown_tells_who_waits_without_a_stream_that_the_answer_is_not_whole()
    {
        await using var program = await StartAsync();
        using var http = await SignInAsync(program);
        var conversation = await ConversationAsync(http);
        var begun = new TaskCompletionSource();
        model.Script = async reply =>
        {
            await reply.TokenAsync("so far");
            begun.SetResult();
            await reply.HangAsync();
        };
        var waiting = http.PostAsJsonAsync($"/conversations/{conversation}/messages", new { message = new { content = "Hello?" }, stream = false }, patience.Token);
        await begun.Task.WaitAsync(patience.Token);

        await program.TerminateAsync();

        using var response = await waiting;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task A_killed_process_leaves_no_conversation_waiting_and_the_next_says_that_a_turn_was_cut_off()
    {
        await using var program = await StartAsync();
        using var http = await SignInAsync(program);
        var conversation = await ConversationAsync(http);
        using var response = await BeginTurnAsync(http, conversation);
        await using var stream = await response.Content.ReadAsStreamAsync(patience.Token);
        await stream.ReadUntilAsync(text => text.Contains("so far", StringComparison.Ordinal), patience.Token);

        await program.KillAsync();

        await using (var next = await StartAsync()) Assert.Contains(next.Output, line => line.Contains("\"event_id\":2005", StringComparison.Ordinal));
        Assert.Equal(["Hello?", "And now?", "Hello"], await GoOnAsync(http.DefaultRequestHeaders.Authorization, conversation));
    }

    public async ValueTask DisposeAsync()
    {
        await model.DisposeAsync();
        patience.Dispose();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private Task<ServerProcess> StartAsync() => ServerProcess.StartAsync(engine, model.Upstream(("Storage:Path", folder), ("Streaming:DrainTimeout", "00:00:00")));

    private static async Task<HttpClient> SignInAsync(ServerProcess program)
    {
        using var user = await TestUser.RegisterAsync(program.Client());
        return program.Client(user.AccessToken);
    }

    private static async Task<Guid> ConversationAsync(HttpClient http)
    {
        using var response = await http.PostAsJsonAsync("/conversations", new { title = "A title", model_tag = "a-model" });
        return (await response.JsonAsync()).Id();
    }

    /// <summary>A turn that would never end.</summary>
    private async Task<HttpResponseMessage> BeginTurnAsync(HttpClient http, Guid conversation)
    {
        var willing = model.Script;
        model.Script = async reply =>
        {
            model.Script = willing;
            await reply.TokenAsync("so far");
            await reply.HangAsync();
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/conversations/{conversation}/messages")
        {
            Content = JsonContent.Create(new { message = new { content = "Hello?" } }),
        };
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
    }

    /// <summary>Starts the program again, sends one more message, and returns the contents of all.</summary>
    private async Task<IEnumerable<string>> GoOnAsync(AuthenticationHeaderValue? signedIn, Guid conversation)
    {
        await using var program = await StartAsync();
        using var http = program.Client(signedIn!.Parameter!);
        using var answer = await http.PostAsJsonAsync(
            $"/conversations/{conversation}/messages", new { message = new { content = "And now?" }, stream = false }, patience.Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var stored = await http.GetFromJsonAsync<JsonElement[]>($"/conversations/{conversation}/messages", patience.Token);
        return stored!.Select(message => message.Text("content"));
    }
}

public sealed class ShutdownOnSqlite() : ShutdownTests("sqlite");

public sealed class ShutdownOnLiteDb() : ShutdownTests("litedb");

public sealed class ShutdownOnPostgres() : ShutdownTests("postgres");
