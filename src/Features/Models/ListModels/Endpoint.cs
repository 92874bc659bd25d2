using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Features.Models.ListModels;

/// <param name="ModelTag">A valid model_tag for a conversation.</param>
/// <param name="Upstream">The name of the upstream that serves the model.</param>
/// <param name="Available">False if the upstream did not answer the last time it was asked.</param>
internal sealed record Response(string ModelTag, string Upstream, bool Available) : IExample
{
    public static object Example => new Response(Sample.Model, "demo", true);
}

internal sealed class Endpoint(ModelLister lister) : EndpointWithoutRequest<Response[]>
{
    public override void Configure()
    {
        Get("/models");
        this.Describe(
            "List the available models.",
            "Returns the names that the upstreams report. If an upstream does not answer within 2 s, its names come from this server's "
                + "settings and `available` is false.");
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var models = await lister.ListAsync(ct);
        await Send.OkAsync([.. models.Select(model => new Response(model.ModelTag, model.Upstream, model.Available))], ct);
    }
}
