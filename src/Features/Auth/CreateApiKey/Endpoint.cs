using FastEndpoints;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Http.Proxies;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Identity.ApiKeys;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth.CreateApiKey;

internal sealed class Endpoint(IStore store, AuditTrail audit, SharedClock clock) : Endpoint<Request, Response>
{
    private static readonly string TooMany = $"The account has {AddApiKey.Max} API keys. Delete one first.";

    public override void Configure()
    {
        Post("/auth/keys");
        this.TakesJson().Describe(
            "Create an API key for scripts.",
            "Send the key like an access token. It is in no later response, so keep it. It stays valid after a change of the password.",
            StatusCodes.Status201Created,
            (StatusCodes.Status409Conflict, TooMany));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        var now = clock.Now();
        var text = ApiKeyText.New(clock.NewId());
        var key = new ApiKey(text.KeyId, User.Id(), req.Name, text.Hash(), req.Scope, now, now.AddDays(req.ExpiresInDays));
        var created = audit.Of(HttpContext, AuditKinds.ApiKeyCreated, User.Id(), $"key {key.Id}; {key.Scope}");
        if (!await store.WriteAsync(new AddApiKey(key).Audited(created), ct))
        {
            await Send.ResultAsync(Problem.Of(StatusCodes.Status409Conflict, TooMany));
            return;
        }

        HttpContext.Response.Headers.CacheControl = "no-store";
        await Send.ResultAsync(TypedResults.Created(
            HttpContext.PublicUrl($"/auth/keys/{key.Id}"),
            new Response(key.Id, key.Name, key.Scope, key.CreatedAt, key.ExpiresAt, text.Text)));
    }
}
