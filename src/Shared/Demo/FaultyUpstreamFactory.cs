using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Inference.Demo;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Shared.Demo;

/// <summary>Creates upstreams that fail when a request asks for it.</summary>
internal sealed class FaultyUpstreamFactory(
    IOptions<InferenceOptions> options, IOptions<DemoOptions> demo, TimeProvider clock, ILogger<UpstreamFactory> logger)
    : UpstreamFactory(options, demo, clock, logger)
{
    public override Upstream Create(UpstreamOptions upstream)
    {
        var sound = base.Create(upstream);
        Upstream? faulty = null;
        var model = new FaultyModel(sound.Client, () => faulty!);
        faulty = new(sound.Name, sound.Kind, sound.Patterns, sound.Limits, model, sound.ListModelsAsync);
        return faulty;
    }
}

internal sealed class FaultyModel(IChatClient inner, Func<Upstream> upstream) : DelegatingChatClient(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var fault = Fault.OfModel.Value;
        if (fault is { Kind: FaultKind.Status }) throw Refusal(fault.Status);

        var tokens = 0;
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            if (fault is { Kind: FaultKind.Error } && update.Text.Length > 0 && tokens++ == fault.At)
            {
                throw new HttpIOException(HttpRequestError.ResponseEnded, "The demo broke off because the request asked for it.");
            }

            yield return update;
        }
    }

    /// <summary>Returns the exception that makes a turn fail with this status.</summary>
    private Exception Refusal(int status) => status switch
    {
        StatusCodes.Status503ServiceUnavailable => new HttpRequestException(
            HttpRequestError.ConnectionError, "The demo cannot be reached because the request asked for it."),
        StatusCodes.Status504GatewayTimeout => new TurnFailedException(UpstreamFailure.Silent(upstream())),
        _ => new UpstreamRefusedException(System.Net.HttpStatusCode.InternalServerError, said: null, retryAfter: null),
    };
}
