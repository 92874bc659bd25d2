using System.Net;

namespace SamosaChaat.Tests.Security;

/// <summary>API8:2023. As it is set by default, the server tells nothing of itself, and trusts no other origin.</summary>
public sealed class Api08SecurityMisconfigurationTests(SqliteServer server)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/health")]
    [InlineData("/conversations")]
    [InlineData("/nothing/here")]
    [InlineData("/docs")]
    public async Task No_answer_names_its_software_or_leaves_its_type_open(string path)
    {
        using var http = new HttpClient { BaseAddress = server.Address };

        using var answer = await http.FetchAsync(path);

        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("X-Powered-By"));
    }

    [Fact]
    public async Task The_page_runs_nothing_but_its_own_scripts()
    {
        using var http = new HttpClient { BaseAddress = server.Address };

        using var page = await http.FetchAsync("/");

        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'unsafe-inline'", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_origin_is_not_let_in()
    {
        var user = (await server.ResidentAsync()).Owner;

        using var answer = await user.Http.FetchAsync("/conversations", ("Origin", "https://evil.example"));

        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_failure_tells_nothing_of_the_program()
    {
        var user = (await server.ResidentAsync()).Owner;
        foreach (var body in new[] { "{", "[[[[", "{\"title\":{}}", "\"\\ud83d\"" })
        {
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using var answer = await user.Http.PostAsync(new Uri("/conversations", UriKind.Relative), content, TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            foreach (var word in new[] { "Exception", "   at ", "System.", "SamosaChaat", ".cs" }) Assert.DoesNotContain(word, text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("CONNECT")]
    public async Task Methods_that_reflect_or_tunnel_are_refused(string method)
    {
        var answer = await Http.RawRequest.SendAsync(server.Address, $"{method} /conversations HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Secret: 1\r\n\r\n");

        Assert.Matches("^HTTP/1.1 4", answer);
        Assert.DoesNotContain("X-Secret", answer, StringComparison.Ordinal);
    }
}
