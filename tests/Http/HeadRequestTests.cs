using System.Net;

namespace SamosaChaat.Tests.Http;

public abstract class HeadRequestTests(Server server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HEAD_is_answered_as_GET_without_the_body()
    {
        using var user = await server.NewUserAsync();
        var path = new Uri($"/conversations/{(await user.CreateConversationAsync()).Id()}", UriKind.Relative);
        using var full = await user.Http.GetAsync(path, Ct);

        using var head = await user.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), Ct);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(full.Headers.ETag, head.Headers.ETag);
        Assert.Equal(full.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    public async Task HEAD_asks_for_the_same_rights_as_GET()
    {
        using var nobody = server.Anonymous();

        using var health = await nobody.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/health"), Ct);
        using var list = await nobody.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/conversations"), Ct);

        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, list.StatusCode);
    }
}

public sealed class HeadRequestsOnSqlite(SqliteServer server) : HeadRequestTests(server);

public sealed class HeadRequestsOnLiteDb(LiteDbServer server) : HeadRequestTests(server);

public sealed class HeadRequestsOnPostgres(PostgresServer server) : HeadRequestTests(server);
