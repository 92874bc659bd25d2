using System.Net;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Cluster.Peers;

/// <summary>Sends requests to other nodes, over HTTP/2 without TLS. Any thread can call every member.</summary>
internal sealed class NodeClient(NodeListener listener, ClusterSecret secret) : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lazy<HttpClient> http = new(() => Create(NodeToken.Of(secret)));

    /// <summary>False if this server calls no other node.</summary>
    public bool IsAvailable => listener.Address is not null;

    /// <summary>
    /// Sends a request and returns the headers of the answer. Returns null if the other node says that it has no such thing.
    /// </summary>
    /// <exception cref="UnavailableException">The other node does not answer, or refuses the request.</exception>
    public async Task<HttpResponseMessage?> SendAsync(HttpMethod method, string address, string path, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        HttpResponseMessage? response = null;
        try
        {
            // An older node may have stored something else than an address.
            if (!Uri.TryCreate(address + path, UriKind.Absolute, out var url)) throw Silent(null);
            using var request = new HttpRequestMessage(method, url)
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            response = await http.Value.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or OperationCanceledException)
        {
            throw Silent(e);
        }

        if (response.IsSuccessStatusCode) return response;
        using (response) return response.StatusCode == HttpStatusCode.NotFound ? null : throw Silent(null);
    }

    public void Dispose()
    {
        if (http.IsValueCreated) http.Value.Dispose();
    }

    /// <summary>Returns the refusal of a request that another node would have to answer.</summary>
    public static UnavailableException Silent(Exception? cause) =>
        new("The server that runs the turn does not answer. Try again.", cause);

    private static HttpClient Create(string token)
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            // A node that is cut off says nothing.
            KeepAlivePingDelay = PingAfter,
            KeepAlivePingTimeout = PingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        })
        {
            // Each request has limits of its own. A stream lasts as long as its turn.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.Add(NodeToken.Header, token);
        return client;
    }
}
