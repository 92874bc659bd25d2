using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace SamosaChaat.Tests.Cluster;

/// <summary>A node that is gone, or that does not answer for a while, loses its turns to another one, and to nobody else.</summary>
public sealed class TakeoverTests : IAsyncLifetime
{
    private readonly NanochatServer model = new()
    {
        Script = async reply =>
        {
            await reply.TokenAsync("Fold");
            await reply.HangAsync();
        },
    };

    private readonly CancellationTokenSource patience = new(Patience.Limit);
    private readonly Guid turn = Guid.CreateVersion7();
    private Node first = null!;
    private Node second = null!;
    private HttpClient onFirst = null!;
    private HttpClient onSecond = null!;
    private Guid conversation;

    public async ValueTask InitializeAsync()
    {
        first = await Node.StartAsync(model);
        second = await Node.StartAsync(model, first);
        using var user = await TestUser.RegisterAsync(first.Client());
        onFirst = first.Client(user.AccessToken);
        onSecond = second.Client(user.AccessToken);
        using var created = await onFirst.PostAsJsonAsync("/conversations", new { title = "A title", model_tag = Chat.ModelTag }, patience.Token);
        conversation = (await created.JsonAsync()).Id();
    }

    [Fact]
    public async Task A_killed_nodes_turn_ends_as_interrupted_on_another_one()
    {
        await using var stream = await BeginAsync();

        await first.Program.KillAsync();

        await second.Program.SaysAsync(line => line.Contains("\"event_id\":2005", StringComparison.Ordinal));
        Assert.Equal(["How?", "Fold"], await ContentsAsync(onSecond));
        Assert.Equal("interrupted", await FinishReasonAsync(onSecond));
    }

    [Fact]
    public async Task A_stopped_node_wakes_up_and_publishes_nothing_of_the_turn_that_it_lost()
    {
        await using var stream = await BeginAsync();

        await first.Program.AskToEndAsync("STOP");
        await second.Program.SaysAsync(line => line.Contains("\"event_id\":2005", StringComparison.Ordinal));
        await first.Program.AskToEndAsync("CONT");

        // The stream ends without a last event. A client that asks again gets what the store has.
        using var reader = new StreamReader(stream);
        Assert.DoesNotContain("done", await reader.ReadToEndAsync(patience.Token), StringComparison.Ordinal);
        await first.Program.SaysAsync(line => line.Contains("\"event_id\":2102", StringComparison.Ordinal));
        Assert.Equal("interrupted", await FinishReasonAsync(onFirst));
        Assert.Equal("interrupted", await FinishReasonAsync(onSecond));

        // It is a node again.
        using var created = await onFirst.PostAsJsonAsync("/conversations", new { title = "Another one", model_tag = Chat.ModelTag }, patience.Token);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
    }

    [Fact]
    public async Task A_node_that_does_not_know_yet_that_it_lost_a_turn_never_answers_with_it_to_another_message()
    {
        await using var stream = await BeginAsync();
        var next = Guid.CreateVersion7();
        // As another node does that takes the turn over.
        var taken = $"UPDATE generations SET running = 0, finish_reason = 'interrupted' WHERE message_id = '{turn}' RETURNING 1";
        await Rows.AppearAsync(first.Database, taken, patience.Token);
        using var running = await PostAsync(onSecond, next);
        Assert.Equal(HttpStatusCode.OK, running.StatusCode);

        using var joined = await PostAsync(onFirst, next);

        await using var body = await joined.Content.ReadAsStreamAsync(patience.Token);
        using var reader = new StreamReader(body);
        for (var lines = 0; lines < 2 && await reader.ReadLineAsync(patience.Token) is { } line; lines++)
        {
            Assert.DoesNotContain($"{turn}", line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_node_that_starts_leaves_the_turns_of_others_alone()
    {
        await using var stream = await BeginAsync();

        await second.RestartAsync();

        using var http = second.Client(onSecond.DefaultRequestHeaders.Authorization!.Parameter);
        using var busy = await http.PostAsJsonAsync($"/conversations/{conversation}/messages", new { message = new { content = "And then?" } }, patience.Token);
        Assert.Equal(HttpStatusCode.Conflict, busy.StatusCode);
    }

    [Fact]
    public async Task A_node_that_starts_again_does_not_wait_for_its_own_lease()
    {
        await using var alone = await ChatProcess.StartAsync("postgres", model, ("Cluster:Lease", "00:05:00"));
        await alone.PostAsync(turn, text => text.Contains("Fold", StringComparison.Ordinal));

        await alone.KillAsync();

        Assert.Equal("interrupted", Events.Of(await alone.ReadAsync(turn))[^1].FinishReason);
    }

    public async ValueTask DisposeAsync()
    {
        onFirst.Dispose();
        onSecond.Dispose();
        await first.DisposeAsync();
        await second.DisposeAsync();
        await model.DisposeAsync();
        patience.Dispose();
    }

    /// <summary>Starts the turn on the first node and reads until its token is stored.</summary>
    private async Task<Stream> BeginAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/conversations/{conversation}/messages")
        {
            Content = JsonContent.Create(new { message = new { id = turn, content = "How?" } }),
        };
        var response = await onFirst.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        var body = await response.Content.ReadAsStreamAsync(patience.Token);
        await body.ReadUntilAsync(text => text.Contains("Fold", StringComparison.Ordinal), patience.Token);
        await Rows.AppearAsync(first.Database, $"SELECT 1 FROM checkpoints WHERE message_id = '{turn}'", patience.Token);
        return body;
    }

    private Task<HttpResponseMessage> PostAsync(HttpClient http, Guid message)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/conversations/{conversation}/messages")
        {
            Content = JsonContent.Create(new { message = new { id = message, content = "And then?" } }),
        };
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
    }

    private async Task<string[]> ContentsAsync(HttpClient http) =>
        [.. (await http.GetFromJsonAsync<JsonElement>($"/conversations/{conversation}/messages", patience.Token)).EnumerateArray().Select(message => message.Text("content"))];

    private async Task<string?> FinishReasonAsync(HttpClient http) =>
        Events.Of(await http.GetStringAsync($"/conversations/{conversation}/messages/{turn}/stream", patience.Token))[^1].FinishReason;
}
