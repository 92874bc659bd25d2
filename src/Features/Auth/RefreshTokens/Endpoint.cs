using FastEndpoints;
using FluentValidation.Results;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Cluster;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Features.Auth.RefreshTokens;

internal sealed class Endpoint(
    IStore store, SignIn signIn, SigningKeys keys, Revocations revocations, AuditTrail audit, SharedClock clock)
    : Endpoint<Request, SignedInResponse>
{
    public override void Configure()
    {
        Post("/auth/token/refresh");
        AllowAnonymous();
        this.TakesJson().KeepsRefreshTokenInCookie().Describe(
            "Exchange a refresh token for new tokens.",
            "A refresh token is valid for one use. The same request within 10 seconds returns the same next refresh token, "
                + "for clients whose answer was lost. A later use counts as theft and ends the session. "
                + "A token that was never issued ends nothing.",
            StatusCodes.Status200OK,
            (StatusCodes.Status401Unauthorized, "The refresh token is invalid or expired. Sign in again."));
    }

    public override async Task HandleAsync(Request req, CancellationToken ct)
    {
        var isGiven = !string.IsNullOrWhiteSpace(req.RefreshToken);
        if (!isGiven && !RefreshCookie.IsWanted(HttpContext)) ThrowError(new ValidationFailure("refresh_token", "refresh_token is required."));

        if (RefreshToken.Parse(isGiven ? req.RefreshToken : RefreshCookie.Read(HttpContext) ?? "") is not { } presented)
        {
            await Send.ResultAsync(Refused);
            return;
        }

        // A repeated request may follow a change of keys.
        RefreshToken[] next = [.. keys.All.Select(key => presented.Next(key.RefreshSecret))];
        var now = clock.Now();
        var reused = audit.Of(
            HttpContext, AuditKinds.SessionEnded, detail: $"session {presented.SessionId}; a used refresh token came back");
        var rotated = await store.WriteAsync(
            new RotateSession(
                presented.SessionId,
                presented.Hash(),
                presented.FamilyHash(),
                [.. next.Select(token => token.Hash())],
                now,
                signIn.ExpiryFrom(now)).Audited(reused, static rotated => rotated.Ended),
            ct);
        if (rotated.Ended) revocations.EndSession(presented.SessionId);
        await Send.ResultAsync(rotated.User is { } user ? TypedResults.Ok(signIn.Respond(HttpContext, user, next[rotated.Next])) : Refused);
    }

    private static Problem Refused =>
        Problem.Of(StatusCodes.Status401Unauthorized, "The refresh token is invalid or expired. Sign in again.");
}
