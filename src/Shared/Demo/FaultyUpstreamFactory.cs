using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Inference.Demo;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Shared.Demo;

/// <summary>Upstreams that fail where a request has asked for it.</summary>
internal sealed class FaultyUpstreamFactory(IOptions<InferenceOptions> options, IOptions<DemoOptions> demo, TimeProvider clock) : UpstreamFactory(options, demo, clock)
{
    public override Upstream Create(UpstreamOptions upstream)
    {
        var sound = base.Create(upstream);
        Upstream? faulty = null;
        faulty = new(sound.Name, sound.Kind, sound.Patterns, new FaultyModel(sound.Client, () => faulty!), sound.ListModelsAsync);
        return faulty;
    }
}

internal sealed class FaultyModel(IChatClient inner, Func<Upstream> upstream) : DelegatingChatClient(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var fault = Fault.OfModel.Value;
        if (fault is { Kind: FaultKind.Status }) throw Refusal(fault.Status);

        var tokens = 0;
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            if (fault is { Kind: FaultKind.Error } && update.Text.Length > 0 && tokens++ == fault.At)
            {
                throw new HttpIOException(HttpRequestError.ResponseEnded, "The demo broke off, as it was asked to.");
            }

            yield return update;
        }
    }

    /// <summary>What makes a turn fail with this status.</summary>
    private Exception Refusal(int status) => status switch
    {
        StatusCodes.Status503ServiceUnavailable => new HttpRequestException(HttpRequestError.ConnectionError, "The demo is out of reach, as it was asked to be."),
        StatusCodes.Status504GatewayTimeout => new TurnFailedException(UpstreamFailure.Silent(upstream())),
        _ => new HttpRequestException("The demo refused, as it was asked to.", inner: null, System.Net.HttpStatusCode.InternalServerError),
    };
}
