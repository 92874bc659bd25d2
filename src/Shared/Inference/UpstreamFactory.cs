using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Inference.Demo;
using SamosaChaat.Shared.Inference.Nanochat;
using SamosaChaat.Shared.Inference.OpenAi;

namespace SamosaChaat.Shared.Inference;

/// <summary>Creates the client of each upstream. All clients share one connection pool.</summary>
internal class UpstreamFactory(
    IOptions<InferenceOptions> options, IOptions<DemoOptions> demo, TimeProvider clock, ILogger<UpstreamFactory> logger) : IDisposable
{
    private readonly SocketsHttpHandler servers = new()
    {
        // Do not forward the API key of one server to another.
        AllowAutoRedirect = false,
        // Do not send one user's cookies with another user's request.
        UseCookies = false,
        ConnectTimeout = options.Value.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // The last event is followed by the end of the response a moment later, and then the next turn can use the connection. A response
        // without a reader is aborted early: the default reads two more seconds and a megabyte.
        ResponseDrainTimeout = TimeSpan.FromMilliseconds(250),
        MaxResponseDrainSize = 4 * 1024,
    };

    public virtual Upstream Create(UpstreamOptions upstream)
    {
        switch (upstream.Kind)
        {
            case UpstreamOptions.Nanochat:
                return Create(
                    upstream,
                    request => request.Headers.Add("X-Internal-API-Key", upstream.ApiKey),
                    http => new NanochatClient(http, upstream.ThinkTags));
            case UpstreamOptions.OpenAi:
                return Create(
                    upstream, request => AddBearer(request, upstream), http => new ChatCompletionsClient(http, upstream.ThinkTags));
            default:
                var limits = UpstreamLimits.Of(upstream, options.Value);
                var builtIn = new DemoChatClient(demo, clock);
                return new(upstream.Name, upstream.Kind, upstream.Models, limits, builtIn, _ => DemoChatClient.Models)
                {
                    Continues = Continuations.Prefill,
                };
        }
    }

    public void Dispose()
    {
        servers.Dispose();
        GC.SuppressFinalize(this);
    }

    private Upstream Create(UpstreamOptions upstream, Action<HttpRequestMessage> authorize, Func<UpstreamHttp, IChatClient> client)
    {
        var limits = UpstreamLimits.Of(upstream, options.Value);
        // It needs no disposal, because it does not own the handler.
        var shared = new HttpClient(servers, disposeHandler: false)
        {
            // An answer may take as long as its tokens keep coming. The runner watches for stalls.
            Timeout = Timeout.InfiniteTimeSpan,
            // Limits buffered responses such as a list of models. The default is 2 GB.
            MaxResponseContentBufferSize = 4 * 1024 * 1024,
        };
        var http = new UpstreamHttp(shared, upstream, upstream.ApiKey is null ? _ => { } : authorize, clock, logger);
        return new(upstream.Name, upstream.Kind, upstream.Models, limits, client(http), http.ListModelsAsync)
        {
            ApiKey = upstream.ApiKey,
            Continues = upstream.Continues,
            LacksVersion = () => http.LacksVersion,
        };
    }

    private static void AddBearer(HttpRequestMessage request, UpstreamOptions upstream)
    {
        request.Headers.Authorization = new("Bearer", upstream.ApiKey);
        // Azure, whose URLs have this parameter, expects the key in a header of its own.
        var isAzure = request.RequestUri!.Query.Contains("api-version=", StringComparison.OrdinalIgnoreCase);
        if (isAzure) request.Headers.Add("api-key", upstream.ApiKey);
    }
}
