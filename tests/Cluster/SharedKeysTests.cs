using System.Net;

namespace SamosaChaat.Tests.Cluster;

/// <summary>Nodes with the same secret have the same signing keys, from the database. Nodes without one have their files.</summary>
public sealed class SharedKeysTests : IAsyncDisposable
{
    private static readonly (string, string) Secret = ("Cluster:Secret", "a secret of the whole cluster");
    private static readonly (string, string) LongLease = ("Cluster:Lease", "00:01:00");
    private static readonly (string, string)[] Alone = [("Cluster:Secret", ""), ("Cluster:Listen", ""), LongLease];
    private static readonly (string, string)[] Together = [Secret, ("Cluster:Listen", "http://127.0.0.1:0")];

    private readonly NanochatServer model = new();

    [Fact]
    public async Task Two_nodes_that_start_at_the_same_time_have_the_same_key()
    {
        var nodes = await Node.StartTwoAsync(model, Secret, LongLease);
        await using var first = nodes[0];
        await using var second = nodes[1];
        using var user = await TestUser.RegisterAsync(first.Client());

        Assert.Equal(await KeysAsync(first), await KeysAsync(second));
        Assert.Single(await KeysAsync(first));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(second, user.AccessToken));
        Assert.False(File.Exists(first.KeyFile));
        Assert.DoesNotContain("PRIVATE", string.Concat(OwnPostgres.Ask(first.Database, "SELECT encode(sealed, 'escape') FROM signing_keys")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_file_moves_into_the_database_and_its_tokens_stay_valid()
    {
        await using var node = await Node.StartAsync(model, null, Alone);
        using var user = await TestUser.RegisterAsync(node.Client());
        var keys = await KeysAsync(node);
        Assert.True(File.Exists(node.KeyFile));

        await node.RestartAsync(Together);

        Assert.Equal(keys, await KeysAsync(node));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(node, user.AccessToken));
        Assert.False(File.Exists(node.KeyFile));
    }

    /// <summary>The first node does not know the key that comes into the database. A token of it makes the node look.</summary>
    [Fact]
    public async Task A_node_learns_of_a_key_that_comes_later()
    {
        await using var second = await Node.StartAsync(model, null, Alone);
        await using var first = await Node.StartStrangerAsync(model, second, Secret, LongLease);
        using var user = await TestUser.RegisterAsync(second.Client());
        var other = Assert.Single(await KeysAsync(second));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(first, user.AccessToken));

        await second.RestartAsync(Together);

        using var onFirst = first.Client(user.AccessToken);
        // It looks once a second at most.
        while (await StatusAsync(onFirst) != HttpStatusCode.OK)
        {
        }

        Assert.Contains(other, await KeysAsync(first));
        Assert.Equal(2, (await KeysAsync(first)).Length);
        using var login = await TestUser.SignInAsync(second.Client(), user.Email, TestUser.Password);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(first, login.AccessToken));
    }

    [Fact]
    public async Task A_node_with_another_secret_or_none_says_so_in_one_line_and_does_not_start()
    {
        await using var node = await Node.StartAsync(model, null, Secret);

        var wrong = await Node.RefusalAsync(model, node, ("Cluster:Secret", "a secret of another cluster"));
        var none = await Node.RefusalAsync(model, node, Alone);

        Assert.Contains("Set Cluster:Secret to that of the other servers.", wrong, StringComparison.Ordinal);
        Assert.Contains("Set Cluster:Secret to the secret with which they were sealed.", none, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nodes_without_a_secret_are_warned_once_that_each_needs_the_key_file()
    {
        await using var first = await Node.StartAsync(model, null, Alone);
        await using var second = await Node.StartAsync(model, first, Alone);

        await first.Program.SaysAsync(line => line.Contains("\"event_id\":2116", StringComparison.Ordinal));
        await second.Program.SaysAsync(line => line.Contains("\"event_id\":2116", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync() => await model.DisposeAsync();

    private static async Task<string[]> KeysAsync(Node node)
    {
        using var http = node.Client();
        using var response = await http.FetchAsync("/.well-known/jwks.json");
        return [.. (await response.JsonAsync()).GetProperty("keys").EnumerateArray().Select(key => key.Text("kid")).Order(StringComparer.Ordinal)];
    }

    private static async Task<HttpStatusCode> StatusAsync(Node node, string token)
    {
        using var http = node.Client(token);
        return await StatusAsync(http);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri("/auth/me", UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
