using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Tests.Features.Auth.FinishSignIn;

/// <summary>A browser signs in by a provider, and nobody else does in its place.</summary>
public abstract class FinishSignInTests(string engine) : IAsyncLifetime
{
    private const string ClientId = "the-page";

    private readonly TestIssuer issuer = new();
    private readonly TestIssuer other = new();
    private OwnServer server = null!;

    public ValueTask InitializeAsync()
    {
        server = new OwnServer(
            engine,
            [
                .. issuer.Settings(more: [("ClientId", ClientId), ("ClientSecret", "a secret: with + signs"), ("Name", "work"), ("Title", "Company account")]),
                .. other.Settings(1, ("ClientId", ClientId), ("Name", "school")),
            ]);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await issuer.DisposeAsync();
        await other.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task It_ends_with_a_session_of_this_server()
    {
        using var browser = new SignInBrowser(server.Address);
        var (provider, asked) = await browser.BeginAsync();
        Assert.Equal($"{issuer.Url}/authorize", provider.GetLeftPart(UriPartial.Path));
        Assert.Equal(("code", ClientId, "openid email profile", "S256"), (asked["response_type"], asked["client_id"], asked["scope"], asked["code_challenge_method"]));
        Assert.Equal($"{server.Address}auth/providers/work/callback", asked["redirect_uri"]);
        issuer.Redeem = (form, authorization) =>
        {
            Assert.Equal(("authorization_code", "a code", asked["redirect_uri"]), (form["grant_type"].ToString(), form["code"].ToString(), form["redirect_uri"].ToString()));
            Assert.Equal(asked["code_challenge"], Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))));
            Assert.Equal($"Basic {Convert.ToBase64String("the-page:a%20secret%3A%20with%20%2B%20signs"u8)}", authorization);
            return Tokens(asked["nonce"]);
        };

        Assert.Equal("done", await browser.FinishAsync(Answer(asked)));
        var (status, signedIn) = await browser.OpenAsync();

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(ExternalIdentity.IdFor(issuer.Url, "asha"), signedIn.GetProperty("user").Id());
        using var user = server.Anonymous();
        user.DefaultRequestHeaders.Authorization = new("Bearer", signedIn.Text("access_token"));
        using var sessions = await user.FetchAsync("/auth/sessions");
        Assert.Single((await sessions.JsonAsync()).EnumerateArray());
        using var refreshed = await user.PostAsync("/auth/token/refresh", new { refresh_token = signedIn.Text("refresh_token") });
        Assert.Equal(HttpStatusCode.OK, refreshed.StatusCode);
        // The page cannot take the session twice.
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.OpenAsync()).Status);
    }

    [Fact]
    public async Task A_ticket_opens_its_session_once_though_it_was_copied()
    {
        using var browser = await DoneAsync();
        using var copy = new SignInBrowser(server.Address);
        copy.Cookies.Add(browser.Cookies.GetAllCookies());

        var statuses = await Task.WhenAll(browser.OpenAsync(), copy.OpenAsync());

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Unauthorized], statuses.Select(answer => answer.Status).Order());
    }

    [Fact]
    public async Task A_disabled_account_is_told_so_and_a_ticket_from_before_opens_nothing()
    {
        using var admin = await server.NewAdminAsync();
        using var early = await DoneAsync();
        using (var disabled = await admin.Http.PatchAsync($"/admin/users/{ExternalIdentity.IdFor(issuer.Url, "asha")}", new { disabled = true })) Assert.Equal(HttpStatusCode.OK, disabled.StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, (await early.OpenAsync()).Status);
        using var browser = new SignInBrowser(server.Address);
        var (_, asked) = await browser.BeginAsync();
        issuer.Redeem = (_, _) => Tokens(asked["nonce"]);
        Assert.Equal("disabled", await browser.FinishAsync(Answer(asked)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.OpenAsync()).Status);
    }

    [Fact]
    public async Task A_browser_that_did_not_begin_the_sign_in_does_not_end_it()
    {
        using var attacker = new SignInBrowser(server.Address);
        using var victim = new SignInBrowser(server.Address);
        var (_, asked) = await attacker.BeginAsync();
        var (_, own) = await victim.BeginAsync();
        issuer.Redeem = (_, _) => Tokens(asked["nonce"]);

        // The attacker's link, in the victim's browser.
        Assert.Equal("expired", await victim.FinishAsync(Answer(asked)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await victim.OpenAsync()).Status);
        // A wrong answer ends the sign-in: its secret is for one.
        Assert.Equal("expired", await victim.FinishAsync(Answer(own)));
        using var nobody = new SignInBrowser(server.Address);
        foreach (var query in new[] { Answer(asked), "", "code=a&state=", $"code=a&state={asked["state"]}&state=b" }) Assert.Equal("expired", await nobody.FinishAsync(query));
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("no nonce")]
    [InlineData("aud")]
    [InlineData("azp")]
    [InlineData("audiences")]
    [InlineData("issuer")]
    [InlineData("expired")]
    [InlineData("key")]
    [InlineData("none")]
    [InlineData("no token")]
    [InlineData("text")]
    public async Task A_wrong_id_token_signs_nobody_in(string wrong)
    {
        using var browser = new SignInBrowser(server.Address);
        var (_, asked) = await browser.BeginAsync();
        issuer.Redeem = (_, _) => wrong switch
        {
            "nonce" => Tokens("another"),
            "no nonce" => Tokens(asked["nonce"], claims => claims["nonce"] = null),
            "aud" => Tokens(asked["nonce"], claims => claims["aud"] = "another-page"),
            "azp" => Tokens(asked["nonce"], claims => (claims["aud"], claims["azp"]) = (new[] { ClientId, "another-page" }, "another-page")),
            "audiences" => Tokens(asked["nonce"], claims => claims["aud"] = new[] { ClientId, "another-page" }),
            "issuer" => Tokens(asked["nonce"], claims => claims["iss"] = other.Url),
            "expired" => Tokens(asked["nonce"], claims => claims["exp"] = 1_700_000_000L),
            "key" => new { id_token = other.Token("asha", change: claims => (claims["iss"], claims["aud"], claims["nonce"]) = (issuer.Url, ClientId, asked["nonce"])) },
            "none" => new { id_token = $"{Base64UrlEncoder.Encode("""{"alg":"none"}""")}.{Base64UrlEncoder.Encode($$"""{"iss":"{{issuer.Url}}","aud":"{{ClientId}}","sub":"asha","nonce":"{{asked["nonce"]}}","exp":32000000000}""")}." },
            "text" => new { id_token = "a.b.c" },
            _ => new { access_token = "a" },
        };

        Assert.Equal("failed", await browser.FinishAsync(Answer(asked)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.OpenAsync()).Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_answer_that_is_no_object_of_tokens_is_no_500(int kind)
    {
        using var browser = new SignInBrowser(server.Address);
        var (_, asked) = await browser.BeginAsync();
        issuer.Redeem = (_, _) => kind switch { 0 => new[] { 1 }, 1 => "a text", _ => new { id_token = new { a = 1 } } };

        Assert.Contains(await browser.FinishAsync(Answer(asked)), new[] { "failed", "unavailable" });
    }

    [Fact]
    public async Task The_answer_of_one_provider_is_not_taken_for_another_ones()
    {
        using var browser = new SignInBrowser(server.Address);
        var (_, asked) = await browser.BeginAsync("school");

        Assert.Equal("failed", await browser.FinishAsync($"{Answer(asked)}&iss={Uri.EscapeDataString(issuer.Url)}", "school"));
    }

    [Fact]
    public async Task What_the_provider_says_instead_of_a_code_is_told_to_the_page()
    {
        using var browser = new SignInBrowser(server.Address);
        var (_, asked) = await browser.BeginAsync();
        Assert.Equal("refused", await browser.FinishAsync($"error=access_denied&state={asked["state"]}"));

        (_, asked) = await browser.BeginAsync();
        Assert.Equal("failed", await browser.FinishAsync(Answer(asked)));
        Assert.Contains(server.Log.Entries, entry => entry.Message.Contains("answered 400", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_request_decides_where_the_browser_goes()
    {
        using var browser = new SignInBrowser(server.Address);

        foreach (var name in new[] { "redirect_uri", "return_url", "returnUrl", "next" })
        {
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
            using var begun = await http.FetchAsync($"/auth/providers/work/sign-in?{name}=https://evil.example.com/");
            Assert.StartsWith($"{issuer.Url}/authorize?", begun.Headers.Location!.OriginalString, StringComparison.Ordinal);
            Assert.DoesNotContain("evil", begun.Headers.Location.OriginalString, StringComparison.Ordinal);
            // FinishAsync asserts that it is the page.
            await browser.FinishAsync($"{name}=https://evil.example.com/");
        }

        using var nobody = server.Anonymous();
        using var unknown = await nobody.FetchAsync("/auth/providers/unknown/sign-in");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Behind_a_proxy_the_provider_sends_the_browser_to_the_public_address()
    {
        await using var behind = new OwnServer(engine, [.. issuer.Settings(more: [("ClientId", ClientId), ("Name", "work")]), ("Http:TrustedProxies:0", "127.0.0.1")]);
        using var http = new HttpClient(new ContractHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })) { BaseAddress = behind.Address };
        (string, string)[] proxy = [("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "chat.example.com"), ("X-Forwarded-Prefix", "/chat")];

        using var begun = await http.FetchAsync("/auth/providers/work/sign-in", proxy);
        using var ended = await http.FetchAsync("/auth/providers/work/callback", proxy);

        Assert.Contains(Uri.EscapeDataString("https://chat.example.com/chat/auth/providers/work/callback"), begun.Headers.Location!.OriginalString, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("https://chat.example.com/chat/#sign-in=expired", ended.Headers.Location!.OriginalString);
        var cookie = Assert.Single(begun.Headers.GetValues("Set-Cookie")).ToLowerInvariant();
        Assert.StartsWith("__host-samosachaat-sign-in=", cookie, StringComparison.Ordinal);
        foreach (var attribute in new[] { "secure", "httponly", "samesite=lax", "path=/" }) Assert.Contains($"; {attribute}", cookie, StringComparison.Ordinal);
    }

    private static string Answer(Dictionary<string, string> asked) => $"code={Uri.EscapeDataString("a code")}&state={asked["state"]}";

    private async Task<SignInBrowser> DoneAsync()
    {
        var browser = new SignInBrowser(server.Address);
        var (_, asked) = await browser.BeginAsync();
        issuer.Redeem = (_, _) => Tokens(asked["nonce"]);
        Assert.Equal("done", await browser.FinishAsync(Answer(asked)));
        return browser;
    }

    private object Tokens(string nonce, Action<Dictionary<string, object?>>? change = null) => new
    {
        access_token = "an access token",
        token_type = "Bearer",
        id_token = issuer.Token("asha", change: claims =>
        {
            (claims["aud"], claims["nonce"], claims["at_hash"]) = (ClientId, nonce, "MTIzNDU2Nzg5MDEyMzQ1Ng");
            change?.Invoke(claims);
        }),
    };
}

public sealed class FinishSignInOnSqlite() : FinishSignInTests("sqlite");

public sealed class FinishSignInOnLiteDb() : FinishSignInTests("litedb");

public sealed class FinishSignInOnPostgres() : FinishSignInTests("postgres");
