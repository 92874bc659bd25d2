using FastEndpoints;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Features.Auth.GetUsage;

internal sealed class Endpoint(IStore store, DailyQuotas quotas) : EndpointWithoutRequest<Response>
{
    public override void Configure()
    {
        Get("/auth/me/usage");
        this.Describe(
            "Get what the signed-in user has used today.",
            "A day begins at midnight UTC. The deletion of conversations gives nothing back.");
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var (day, today) = (quotas.Day, quotas.Today);
        var usage = (await store.ReadAsync(new ReadUsage(User.Id()), ct))?.On(day);
        await Send.OkAsync(
            new(usage?.Turns ?? 0, usage?.Tokens ?? 0, today?.TurnsOf(usage), today?.TokensOf(usage), Usage.EndOf(day)), ct);
    }
}
