using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Tests.Features.Auth.FinishSignIn;

/// <summary>A real provider, in a process of its own: its tokens and its sign-in are accepted as they are.</summary>
public sealed class OidcProviderTests
{
    [Theory]
    [InlineData("page")]
    [InlineData("signs-by-ec")]
    public async Task Somebody_signs_in_by_it_and_comes_back_to_the_same_account(string client)
    {
        await using var provider = await OidcProvider.StartAsync();
        await using var server = new OwnServer("sqlite", Settings(provider, ("ClientId", client), ("ClientSecret", "the secret of the page"), ("Name", "work")));
        await provider.KnowAsync($"{server.Address}auth/providers/work/callback");

        var first = await SignInAsync(server, provider, "asha");
        var again = await SignInAsync(server, provider, "asha");

        Assert.Equal(ExternalIdentity.IdFor(provider.Url, "asha"), first.Id);
        Assert.Equal(first.Id, again.Id);
        // The ID token does not have them: the provider tells them when it is asked.
        Assert.Equal(("asha@example.com", "asha of work"), (first.Email, first.Name));
        Assert.NotEqual(first.Id, (await SignInAsync(server, provider, "ravi")).Id);
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public async Task Its_access_token_is_accepted(string algorithm)
    {
        await using var provider = await OidcProvider.StartAsync();
        await using var server = new OwnServer("sqlite", Settings(provider));
        await provider.KnowAsync($"{server.Address}auth/providers/work/callback");
        using var http = new HttpClient { BaseAddress = new Uri(provider.Url), Timeout = Patience.Limit };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes("script:a%20secret")));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["resource"] = $"https://chat.example.com/{algorithm}" });
        using var answer = await http.PostAsync(new Uri("/token", UriKind.Relative), form, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        using var script = server.Anonymous();
        script.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.JsonAsync()).Text("access_token"));
        using var me = await script.FetchAsync("/auth/me");

        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
        Assert.Equal(ExternalIdentity.IdFor(provider.Url, "script"), (await me.JsonAsync()).Id());
    }

    private static (string Key, string Value)[] Settings(OidcProvider provider, params (string Key, string Value)[] more) =>
    [
        ("Auth:Issuers:0:Issuer", provider.Url),
        ("Auth:Issuers:0:Audience", "chat-api"),
        ("Auth:Issuers:0:Authority", provider.Url),
        .. more.Select(setting => ($"Auth:Issuers:0:{setting.Key}", setting.Value)),
    ];

    private static async Task<(Guid Id, string Email, string Name)> SignInAsync(OwnServer server, OidcProvider provider, string login)
    {
        using var browser = new SignInBrowser(server.Address);
        var (request, _) = await browser.BeginAsync();
        var callback = await provider.SignInAsync(request, login);
        Assert.Equal("done", await browser.FinishAsync(callback.Query.TrimStart('?')));
        var (status, signedIn) = await browser.OpenAsync();
        Assert.Equal(HttpStatusCode.OK, status);
        var user = signedIn.GetProperty("user");
        return (user.Id(), user.Text("email"), user.Text("name"));
    }
}
