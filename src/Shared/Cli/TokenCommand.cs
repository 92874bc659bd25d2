using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Audit;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Hosting;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Schema;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Cli;

/// <summary>The command <c>samosachaat token</c>: signs a user in on the server's machine, for scripts and lost passwords.</summary>
internal static class TokenCommand
{
    public static Command Create(ServerParts server, string[] settings)
    {
        var user = new Option<string>("--user") { Description = "The email of an existing account.", HelpName = "email", Required = true };
        var lifetime = CommandOptions.Duration("--lifetime", "Lifetime of the token, at most one day. Default: Auth:AccessTokenLifetime.");
        var json = CommandOptions.Json();
        var command = new Command(
            "token",
            "Print an access token for a user of the configured store. The server may run meanwhile, except with LiteDB.")
        {
            user, lifetime, json
        };
        command.SetAction((parsed, ct) =>
        {
            string[] given = parsed.GetValue(lifetime) is { } span ? ["--Auth:AccessTokenLifetime", Durations.Setting(span)] : [];
            return RunAsync(server, [.. settings, .. given], parsed.GetValue(user)!, parsed.GetValue(json), ct);
        });
        return command;
    }

    private static Task<int> RunAsync(
        ServerParts server,
        string[] settings,
        string email,
        bool json,
        CancellationToken ct) => CommandRun.RunAsync("issue a token", async _ =>
    {
        await using var services = server.Services(settings, builder => builder.Services.JoinStorage());
        var clock = services.GetRequiredService<TimeProvider>();
        var now = clock.Now();
        var expires = now + services.GetRequiredService<IOptions<AuthOptions>>().Value.AccessTokenLifetime;
        // The token gets its own session, which logout ends. The refresh token is discarded, so the session expires with the access token.
        var refresh = RefreshToken.New(clock.NewId());
        var grant = new GrantSession(email, refresh.Session(Guid.Empty, now, expires, "samosachaat token"));
        // The email tells whose it is, and no entry has one. The session leads to the user.
        var audit = services.GetRequiredService<AuditTrail>().OfOperator(
            AuditKinds.SignedIn, userId: null, $"session {refresh.SessionId}");
        var granted = await services.GetRequiredService<IStore>().WriteAsync(
            grant.Audited(audit, static user => user is not null), ct)
            ?? throw new CannotStartException($"This store has no account with the email '{email}' that can be used.");
        var token = services.GetRequiredService<AccessTokens>().Issue(granted.Id, refresh.SessionId, granted.Role);
        var user = new { granted.Id, granted.Email, granted.Name };
        Console.WriteLine(json
            ? JsonSerializer.Serialize(
                new { accessToken = token, tokenType = BearerTokens.Scheme, expiresAt = expires, user }, Json.Options)
            : token);
        return ExitCode.Ok;
    });
}
