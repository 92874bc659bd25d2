using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Features.Models.ListModels;

/// <param name="ModelTag">What a conversation's model_tag can be.</param>
/// <param name="Upstream">The name of the upstream that answers for it.</param>
/// <param name="Available">False where the upstream did not answer just now.</param>
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
            "List the models that answer here, as their servers name them.",
            "A server that does not answer within 2 s is listed by the names in this server's settings, with `available` false.");
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var models = await lister.ListAsync(ct);
        await Send.OkAsync([.. models.Select(model => new Response(model.ModelTag, model.Upstream, model.Available))], ct);
    }
}
