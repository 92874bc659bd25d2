using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Features.Health.GetHealth;

/// <param name="Status"><c>ok</c>, or <c>degraded</c> while the store or a model's server does not answer, or the server is about to end.</param>
/// <param name="Ready">True when the store answers and turns may begin: history is there, whatever the models do.</param>
internal sealed record Response([property: AllowedValues("ok", "degraded")] string Status, bool Ready) : IExample
{
    public static object Example => new Response("ok", true);
}

internal sealed partial class Endpoint(IStore store, ModelCatalog models, Drain drain, ILogger<Endpoint> logger) : EndpointWithoutRequest<Response>
{
    public override void Configure()
    {
        Get("/health");
        AllowAnonymous();
        Description(builder => builder.Produces<Response>(StatusCodes.Status503ServiceUnavailable, "application/json"));
        this.Describe(
            "Readiness probe: 200 when ready, 503 with the same body when not.",
            "Ready means that the store answers. A model's server that does not makes `status` `degraded` and nothing else.");
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var ready = !drain.HasBegun && await StoreAnswers(ct);
        var status = ready && !models.Upstreams.Any(upstream => upstream.IsDown) ? "ok" : "degraded";
        await Send.ResponseAsync(new Response(status, ready), ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, ct);
    }

    private async Task<bool> StoreAnswers(CancellationToken ct)
    {
        try
        {
            return await store.ReadAsync(new Ping(), ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogStoreDown(logger, e);
            return false;
        }
    }

    [LoggerMessage(1002, LogLevel.Error, "The store does not answer")]
    private static partial void LogStoreDown(ILogger logger, Exception error);
}
