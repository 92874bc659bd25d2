using FastEndpoints;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Health.GetHealth;

/// <param name="Status"><c>ok</c>, or <c>degraded</c> while the store or a model's server does not answer.</param>
/// <param name="Ready">True when the store answers: history is there, whatever the models do.</param>
public sealed record Response(string Status, bool Ready);

public sealed partial class Endpoint(IStore store, ModelCatalog models, ILogger<Endpoint> logger) : EndpointWithoutRequest<Response>
{
    public override void Configure()
    {
        Get("/health");
        AllowAnonymous();
        Description(builder => builder.Produces<Response>(StatusCodes.Status503ServiceUnavailable, "application/json"));
        this.Describe("Readiness probe: 200 when ready, 503 with the same body when not.");
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var ready = await StoreAnswers(ct);
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
