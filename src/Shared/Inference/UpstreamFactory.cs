using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Inference.Demo;
using SamosaChaat.Shared.Inference.Nanochat;
using SamosaChaat.Shared.Inference.OpenAi;

namespace SamosaChaat.Shared.Inference;

/// <summary>Makes the client for each kind of upstream. All share one pool of connections.</summary>
internal class UpstreamFactory(IOptions<InferenceOptions> options, IOptions<DemoOptions> demo, TimeProvider clock) : IDisposable
{
    private readonly UpstreamHandler servers = new(new SocketsHttpHandler
    {
        // A key sent to one server must not be carried on to another.
        AllowAutoRedirect = false,
        // Nor what a server has said to one user's request into the next one's.
        UseCookies = false,
        ConnectTimeout = options.Value.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // The end of an answer follows its last event by a moment, and then the connection is there for the next turn. An answer that nobody waits for any more is
        // cut off: the default reads on for two seconds and a megabyte.
        ResponseDrainTimeout = TimeSpan.FromMilliseconds(250),
        MaxResponseDrainSize = 4 * 1024,
    });

    public virtual Upstream Create(UpstreamOptions upstream)
    {
        switch (upstream.Kind)
        {
            case UpstreamOptions.Nanochat:
                var nanochat = new NanochatClient(Http(servers), upstream.Address!, upstream.ApiKey);
                return new(upstream.Name, upstream.Kind, upstream.Models, nanochat, nanochat.ListModelsAsync);
            case UpstreamOptions.OpenAi:
                var openAi = new OpenAiUpstream(Http(new SanitizingHandler(servers)), upstream.Address!, upstream.ApiKey);
                return new(upstream.Name, upstream.Kind, upstream.Models, openAi, openAi.ListModelsAsync);
            default:
                return new(upstream.Name, upstream.Kind, upstream.Models, new DemoChatClient(demo, clock), _ => DemoChatClient.Models);
        }
    }

    public void Dispose()
    {
        servers.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>There is nothing in it to dispose of.</summary>
    private static HttpClient Http(HttpMessageHandler handler) => new(handler, disposeHandler: false)
    {
        // No timeout on the whole: an answer may take as long as its tokens keep coming, and the runner watches for stalls.
        Timeout = Timeout.InfiniteTimeSpan,
        // Of what is read as a whole, a list of models. The default is 2 GB.
        MaxResponseContentBufferSize = 4 * 1024 * 1024,
    };
}
