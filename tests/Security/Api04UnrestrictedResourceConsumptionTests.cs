using System.Net;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Tests.Security;

/// <summary>API4:2023. What a client may cost is bounded: requests, bytes, pages and turns. The tests of Limits have the details.</summary>
public abstract class Api04UnrestrictedResourceConsumptionTests(Server server)
{
    [Theory]
    [InlineData("Limits:ReadsPerMinute", "GET", "/conversations")]
    [InlineData("Limits:WritesPerMinute", "POST", "/conversations")]
    [InlineData("Limits:SignInsPerMinute", "POST", "/auth/login")]
    public async Task One_request_too_many_is_429(string setting, string method, string path)
    {
        // Registering is a sign-in itself.
        await using var own = new OwnServer(server.Engine, (setting, "2"));
        using var user = await own.NewUserAsync();
        object? body = method == "GET" ? null
            : path == "/auth/login" ? new { email = user.Email, password = TestUser.Password }
            : new { title = "Dough", model_tag = "demo" };

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await user.Http.RequestAsync(new HttpMethod(method), path, body);
            statuses.Add(answer.StatusCode);
        }

        Assert.NotEqual(HttpStatusCode.TooManyRequests, statuses[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }

    [Fact]
    public async Task A_body_a_page_and_a_text_have_a_maximum()
    {
        using var user = await server.NewUserAsync();
        using var body = await user.Http.PostAsync("/conversations", new { title = new string('a', TextLimits.Body), model_tag = "demo" });
        using var page = await user.Http.FetchAsync("/conversations?limit=201");
        using var text = await user.Http.PostAsync("/conversations", new { title = new string('a', 501), model_tag = "demo" });

        Assert.Equal(
            (HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (body.StatusCode, page.StatusCode, text.StatusCode));
        Assert.Equal("[]", (await user.GetAsync("/conversations")).GetRawText());
    }
}

public sealed class Api04OnSqlite(SqliteServer server) : Api04UnrestrictedResourceConsumptionTests(server);

public sealed class Api04OnLiteDb(LiteDbServer server) : Api04UnrestrictedResourceConsumptionTests(server);

public sealed class Api04OnPostgres(PostgresServer server) : Api04UnrestrictedResourceConsumptionTests(server);
