using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Hosting;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Identity;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Cli;

/// <summary><c>samosachaat token</c>: signs somebody in from the server's own machine, for scripts and for who has lost a password.</summary>
internal static class TokenCommand
{
    public static Command Create(ServerParts server, string[] settings)
    {
        var user = new Option<string>("--user") { Description = "The email of an account that there is.", HelpName = "email", Required = true };
        var lifetime = CommandOptions.Duration("--lifetime", "How long the token is good, a day at most. As Auth:AccessTokenLifetime says unless given.");
        var json = CommandOptions.Json();
        var command = new Command("token", "Print an access token for a user of the configured store. With SQLite the server may run meanwhile, with LiteDB it may not.") { user, lifetime, json };
        command.SetAction((parsed, ct) =>
        {
            string[] given = parsed.GetValue(lifetime) is { } span ? ["--Auth:AccessTokenLifetime", Durations.Setting(span)] : [];
            return RunAsync(server, [.. settings, .. given], parsed.GetValue(user)!, parsed.GetValue(json), ct);
        });
        return command;
    }

    private static Task<int> RunAsync(ServerParts server, string[] settings, string email, bool json, CancellationToken ct) => Attempt.RunAsync("give a token", async _ =>
    {
        await using var services = server.Services(settings, builder => builder.Services.JoinStorage());
        var clock = services.GetRequiredService<TimeProvider>();
        var now = clock.Now();
        var expires = now + services.GetRequiredService<IOptions<AuthOptions>>().Value.AccessTokenLifetime;
        // A session of its own, which logout ends. Nobody gets its refresh token, so it ends with the access token.
        var refresh = RefreshToken.New(clock.NewId());
        var granted = await services.GetRequiredService<IStore>().WriteAsync(new GrantSession(User.NormalizeEmail(email), refresh.SessionId, refresh.Hash(), now, expires), ct)
            ?? throw new CannotStartException($"Nobody in this store has the email '{email}'.");
        var token = services.GetRequiredService<AccessTokens>().Issue(granted.Id, refresh.SessionId);
        Console.WriteLine(json
            ? JsonSerializer.Serialize(new { accessToken = token, tokenType = "Bearer", expiresAt = expires, user = new { granted.Id, granted.Email, granted.Name } }, Json.Options)
            : token);
        return ExitCode.Ok;
    });
}
