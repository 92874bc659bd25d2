using System.Text.Json;

namespace SamosaChaat.Bench.Soak;

/// <summary>Holds a person's account, and the client that is signed in with it.</summary>
internal sealed class PersonAccount
{
    private const string Password = "a-password-of-theirs";

    private readonly IServers servers;
    private readonly string email;

    private PersonAccount(IServers servers, string email, string token)
    {
        (this.servers, this.email) = (servers, email);
        Client = new(servers.Tally, servers.Seed, token);
    }

    public Client Client { get; }

    public static async Task<PersonAccount> RegisterAsync(IServers servers, ServerRun run, string email)
    {
        var anyone = new Client(servers.Tally, servers.Seed, null);
        var made = await anyone.JsonAsync(run, HttpMethod.Post, "/auth/register", new { email, password = Password });
        return new(servers, email, TokenOf(made ?? throw new InvalidOperationException($"{email} was not registered.")));
    }

    /// <summary>Ends the session, and begins another one wherever that works.</summary>
    public async Task SignInAgainAsync(ServerRun run)
    {
        var old = Client.Token!;
        Client.IsSigningOut = true;
        if (await Client.StatusAsync(run, HttpMethod.Post, "/auth/logout", null, 401) == 204) servers.SignedOut(old);
        var anyone = new Client(servers.Tally, servers.Seed, null);
        while (Client.Token == old)
        {
            var body = new { email, password = Password };
            var signedIn = await anyone.JsonAsync(await servers.CurrentRunAsync(), HttpMethod.Post, "/auth/login", body);
            if (signedIn is { } tokens) Client.Token = TokenOf(tokens);
        }

        Client.IsSigningOut = false;
    }

    private static string TokenOf(JsonElement tokens) => tokens.GetProperty("access_token").GetString()!;
}
