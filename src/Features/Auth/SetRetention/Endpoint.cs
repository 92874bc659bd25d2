using FastEndpoints;
using FluentValidation.Results;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Retention;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth.SetRetention;

internal sealed class Endpoint(IStore store, IOptions<RetentionOptions> options) : Endpoint<Request, RetentionResponse>
{
    public override void Configure()
    {
        Put("/auth/me/retention");
        this.TakesJson().Describe(
            "Set how long conversations of the signed-in user are kept.",
            "A conversation that has not changed for so many days is deleted. It goes to the trash first, if the server has one. "
                + "The server's own number of days is the most.");
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        if (req.Days > options.Value.MostDays)
        {
            ThrowError(new ValidationFailure("days", FormattableString.Invariant($"days must be at most {options.Value.MostDays}.")));
        }

        var user = await store.WriteAsync(new StoreRetention(User.Id(), req.Days), ct);
        await Send.ResultAsync(RetentionResponse.Of(user, options.Value));
    }
}
