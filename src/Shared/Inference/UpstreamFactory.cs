using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Inference.Demo;
using SamosaChaat.Shared.Inference.Nanochat;
using SamosaChaat.Shared.Inference.OpenAi;

namespace SamosaChaat.Shared.Inference;

/// <summary>Creates the client of each upstream. All clients share one connection pool.</summary>
internal class UpstreamFactory(IOptions<InferenceOptions> options, IOptions<DemoOptions> demo, TimeProvider clock) : IDisposable
{
    private readonly UpstreamHandler servers = new(new SocketsHttpHandler
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
    });

    public virtual Upstream Create(UpstreamOptions upstream)
    {
        var limits = UpstreamLimits.Of(upstream, options.Value);
        switch (upstream.Kind)
        {
            case UpstreamOptions.Nanochat:
                var nanochat = new NanochatClient(Http(servers), upstream.Address!, upstream.ApiKey);
                return new(upstream.Name, upstream.Kind, upstream.Models, limits, nanochat, nanochat.ListModelsAsync);
            case UpstreamOptions.OpenAi:
                var openAi = new OpenAiUpstream(Http(new SanitizingHandler(servers)), upstream.Address!, upstream.ApiKey);
                return new(upstream.Name, upstream.Kind, upstream.Models, limits, openAi, openAi.ListModelsAsync);
            default:
                var builtIn = new DemoChatClient(demo, clock);
                return new(upstream.Name, upstream.Kind, upstream.Models, limits, builtIn, _ => DemoChatClient.Models);
        }
    }

    public void Dispose()
    {
        servers.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Creates a client. It needs no disposal, because it does not own the handler.</summary>
    private static HttpClient Http(HttpMessageHandler handler) => new(handler, disposeHandler: false)
    {
        // An answer may take as long as its tokens keep coming. The runner watches for stalls.
        Timeout = Timeout.InfiniteTimeSpan,
        // Limits buffered responses such as a list of models. The default is 2 GB.
        MaxResponseContentBufferSize = 4 * 1024 * 1024,
    };
}
