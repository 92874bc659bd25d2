using System.Net;
using System.Net.Http.Json;

namespace SamosaChaat.Tests.Features.Auth.RefreshTokens;

/// <summary>A browser keeps its refresh token where no script and no other site can use it.</summary>
public sealed class RefreshCookieTests(SqliteServer server)
{
    private const string Header = "x-refresh-token";

    [Fact]
    public async Task The_cookie_has_the_token_and_the_body_has_none()
    {
        using var user = await server.NewUserAsync();
        using var http = server.Anonymous();

        using var signedIn = await AskAsync(http, "/auth/login", new { email = user.Email, password = TestUser.Password });
        var cookie = CookieOf(signedIn);

        Assert.Equal("", (await signedIn.JsonAsync()).Text("refresh_token"));
        var attributes = signedIn.Headers.GetValues("Set-Cookie").Single().Split("; ")[1..];
        Assert.Contains("httponly", attributes);
        Assert.Contains("samesite=strict", attributes);
        Assert.Contains("path=/", attributes);

        using var refreshed = await AskAsync(http, "/auth/token/refresh", new { refresh_token = "" }, cookie);
        var body = await refreshed.JsonAsync();
        Assert.Equal("", body.Text("refresh_token"));
        Assert.NotEqual(cookie, CookieOf(refreshed));

        using var again = await AskAsync(http, "/auth/token/refresh", new { refresh_token = "" }, CookieOf(refreshed));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Signing_out_removes_the_cookie_and_ends_its_session()
    {
        using var user = await server.NewUserAsync();
        using var http = server.Anonymous();
        using var signedIn = await AskAsync(http, "/auth/login", new { email = user.Email, password = TestUser.Password });

        using var signedOut = await AskAsync(
            http, "/auth/logout", null, CookieOf(signedIn), (await signedIn.JsonAsync()).Text("access_token"));

        Assert.Equal(HttpStatusCode.NoContent, signedOut.StatusCode);
        Assert.EndsWith("=", CookieOf(signedOut), StringComparison.Ordinal);
        using var refreshed = await AskAsync(http, "/auth/token/refresh", new { refresh_token = "" }, CookieOf(signedIn));
        Assert.Equal(HttpStatusCode.Unauthorized, refreshed.StatusCode);
    }

    [Fact]
    public async Task Without_the_header_the_cookie_is_nothing()
    {
        using var user = await server.NewUserAsync();
        using var http = server.Anonymous();
        using var signedIn = await AskAsync(http, "/auth/login", new { email = user.Email, password = TestUser.Password });

        using var forged = await AskAsync(http, "/auth/token/refresh", new { refresh_token = "" }, CookieOf(signedIn), wants: null);
        using var other = await AskAsync(http, "/auth/token/refresh", new { refresh_token = "" }, CookieOf(signedIn), wants: "Cookie ");

        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        using var refreshed = await AskAsync(http, "/auth/token/refresh", new { refresh_token = "" }, CookieOf(signedIn));
        Assert.Equal(HttpStatusCode.OK, refreshed.StatusCode);
    }

    [Fact]
    public async Task With_the_header_and_without_a_cookie_there_is_no_session()
    {
        using var http = server.Anonymous();

        using var refused = await AskAsync(http, "/auth/token/refresh", new { refresh_token = "" });

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static async Task<HttpResponseMessage> AskAsync(
        HttpClient http, string path, object? body, string? cookie = null, string? token = null, string? wants = "cookie")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (wants is not null) request.Headers.TryAddWithoutValidation(Header, wants);
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        return await http.SendAsync(request);
    }

    private static string CookieOf(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
}
