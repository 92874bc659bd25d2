using System.Net;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Cluster.Peers;

namespace SamosaChaat.Tests.Cluster;

/// <summary>The address for other nodes serves nodes only, and only those that know the secret.</summary>
public sealed class NodeListenerTests(NodeListenerTests.TwoNodes fixture) : IClassFixture<NodeListenerTests.TwoNodes>
{
    private static readonly string Token =
        NodeToken.Of(new ClusterSecret(Options.Create(new ClusterOptions { Secret = Node.Secret })));

    private Nodes Nodes => fixture.Nodes;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(Node.Secret)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_request_without_the_token_is_refused(string? token)
    {
        using var response = await AskAsync(HttpVersion.Version20, token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Nodes.Ct));
    }

    [Fact]
    public async Task A_turn_that_does_not_run_there_is_not_found_and_not_looked_for_elsewhere()
    {
        // It runs on the other node.
        using var response = await AskAsync(HttpVersion.Version20, Token, node: 1);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_node_that_knows_the_secret_is_answered()
    {
        using var response = await AskAsync(HttpVersion.Version20, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_client_that_does_not_speak_HTTP_2_is_refused()
    {
        using var response = await AskAsync(HttpVersion.Version11, Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task The_API_has_no_operations_for_nodes()
    {
        using var response = await Nodes.On(0).FetchAsync(fixture.Path, (NodeToken.Header, Token));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private async Task<HttpResponseMessage> AskAsync(Version version, string? token, int node = 0)
    {
        using var http = new HttpClient { Timeout = Patience.Limit };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(await Nodes.InternalAddressAsync(node), fixture.Path))
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (token is not null) request.Headers.TryAddWithoutValidation(NodeToken.Header, token);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Nodes.Ct);
    }

    /// <summary>A turn runs on the first node and does not end.</summary>
    public sealed class TwoNodes : IAsyncLifetime
    {
        public Nodes Nodes { get; private set; } = null!;

        /// <summary>The path of the turn between nodes.</summary>
        public string Path { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            Nodes = await Nodes.StartAsync(2);
            Nodes.Model.Script = async reply =>
            {
                await reply.TokenAsync("Fold");
                await reply.HangAsync();
            };
            var talk = await Nodes.TalkAsync();
            await using var body = await talk.BeginAsync("Fold");
            Path = $"/turns/{talk.Conversation}/{talk.Turn}/0";
        }

        public ValueTask DisposeAsync() => Nodes.DisposeAsync();
    }
}
