using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Inference.Demo;
using SamosaChaat.Shared.Inference.Nanochat;
using SamosaChaat.Shared.Inference.OpenAi;

namespace SamosaChaat.Shared.Inference;

/// <summary>Makes the client for each kind of upstream. All share one pool of connections.</summary>
public class UpstreamFactory(IOptions<InferenceOptions> options, IOptions<DemoOptions> demo, TimeProvider clock) : IDisposable
{
    // No timeout on the whole: an answer may take as long as its tokens keep coming, and the runner watches for stalls.
    private readonly HttpClient http = new(new UpstreamHandler(new SocketsHttpHandler
    {
        // A key sent to one server must not be carried on to another.
        AllowAutoRedirect = false,
        ConnectTimeout = options.Value.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // An answer that nobody waits for any more is cut off at once; the default reads on for up to two seconds to save the connection.
        ResponseDrainTimeout = TimeSpan.Zero,
    }))
    {
        Timeout = Timeout.InfiniteTimeSpan,
        // Of what is read as a whole, a list of models. The default is 2 GB.
        MaxResponseContentBufferSize = 4 * 1024 * 1024,
    };

    public virtual Upstream Create(UpstreamOptions upstream)
    {
        switch (upstream.Kind)
        {
            case UpstreamOptions.Nanochat:
                var nanochat = new NanochatClient(http, upstream.Address!, upstream.ApiKey);
                return new(upstream.Name, upstream.Kind, upstream.Models, nanochat, nanochat.ListModelsAsync);
            case UpstreamOptions.OpenAi:
                var openAi = new OpenAiUpstream(http, upstream.Address!, upstream.ApiKey);
                return new(upstream.Name, upstream.Kind, upstream.Models, openAi, openAi.ListModelsAsync);
            default:
                return new(upstream.Name, upstream.Kind, upstream.Models, new DemoChatClient(demo, clock), _ => DemoChatClient.Models);
        }
    }

    public void Dispose()
    {
        http.Dispose();
        GC.SuppressFinalize(this);
    }
}
