using System.Net;
using System.Net.Http.Json;

namespace SamosaChaat.Tests.Cluster;

/// <summary>The limit of a user's running turns counts those of all nodes, however many requests come at once.</summary>
public sealed class UserLimitTests : IAsyncLifetime
{
    private const int Limit = 3;
    private const int Nodes = 3;

    // A turn runs until its test is over, unless it is cancelled.
    private readonly NanochatServer model = new() { Script = reply => reply.HangAsync() };
    private readonly CancellationTokenSource patience = new(Patience.Limit);
    private readonly List<Node> nodes = [];
    private readonly List<HttpClient> clients = [];
    private TestUser user = null!;

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < Nodes; i++) nodes.Add(await Node.StartAsync(model, nodes.FirstOrDefault(), ("Streaming:MaxTurnsPerUser", $"{Limit}"), ("Cluster:Lease", "00:01:00")));
        user = await TestUser.RegisterAsync(nodes[0].Client());
        clients.AddRange(nodes.Select(node => node.Client(user.AccessToken)));
    }

    [Fact]
    public async Task Many_starts_on_all_nodes_at_once_begin_no_more_than_the_limit()
    {
        var conversations = await ConversationsAsync(24);

        var statuses = await Task.WhenAll(conversations.Select((id, i) => StartAsync(clients[i % Nodes], id)));

        Assert.Equal(Limit, statuses.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(statuses.Length - Limit, statuses.Count(status => status == HttpStatusCode.TooManyRequests));
        Assert.Equal($"{Limit}", Assert.Single(OwnPostgres.Ask(nodes[0].Database, "SELECT count(*)::text FROM generations WHERE running = 1")));
    }

    [Fact]
    public async Task A_quota_of_turns_counts_those_of_all_nodes()
    {
        // Fewer than may run at once.
        OwnPostgres.Ask(nodes[0].Database, $"INSERT INTO usage VALUES ('{user.Id}', 0, 0, 0, {Limit - 1}, NULL) RETURNING 'done'");
        var conversations = await ConversationsAsync(12);

        var statuses = await Task.WhenAll(conversations.Select((id, i) => StartAsync(clients[i % Nodes], id)));

        Assert.Equal(Limit - 1, statuses.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(statuses.Length - Limit + 1, statuses.Count(status => status == HttpStatusCode.TooManyRequests));
        Assert.Equal($"{Limit - 1}", Assert.Single(OwnPostgres.Ask(nodes[0].Database, "SELECT turns::text FROM usage")));
    }

    [Fact]
    public async Task Another_attempt_at_a_turn_counts_as_well()
    {
        var conversations = await ConversationsAsync(Limit + 1);
        Assert.Equal(HttpStatusCode.OK, await StartAsync(clients[0], conversations[0]));
        using (var running = await clients[0].GetAsync(new Uri($"/conversations/{conversations[0]}/messages", UriKind.Relative), patience.Token))
        {
            var turn = (await running.JsonAsync())[0].Id();
            using var cancelled = await clients[0].DeleteAsync(new Uri($"/conversations/{conversations[0]}/messages/{turn}/stream", UriKind.Relative), patience.Token);
            Assert.True(cancelled.IsSuccessStatusCode);
        }

        foreach (var id in conversations[1..]) Assert.Equal(HttpStatusCode.OK, await StartAsync(clients[1], id));

        using var again = await clients[2].PostAsJsonAsync($"/conversations/{conversations[0]}/regenerate", new { }, patience.Token);
        Assert.Equal(HttpStatusCode.TooManyRequests, again.StatusCode);
        Assert.NotNull(again.Headers.RetryAfter);
    }

    public async ValueTask DisposeAsync()
    {
        user.Dispose();
        foreach (var client in clients) client.Dispose();
        foreach (var node in nodes) await node.DisposeAsync();
        await model.DisposeAsync();
        patience.Dispose();
    }

    private async Task<Guid[]> ConversationsAsync(int count)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < count; i++)
        {
            using var created = await clients[0].PostAsJsonAsync("/conversations", new { title = $"Number {i}", model_tag = Chat.ModelTag }, patience.Token);
            ids.Add((await created.JsonAsync()).Id());
        }

        return [.. ids];
    }

    /// <summary>Starts a turn and reads no more than the status. The turn goes on without the reader.</summary>
    private async Task<HttpStatusCode> StartAsync(HttpClient http, Guid conversation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/conversations/{conversation}/messages")
        {
            Content = JsonContent.Create(new { message = new { content = "How?" } }),
        };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        return response.StatusCode;
    }
}
