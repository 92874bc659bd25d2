using System.Net;
using SamosaChaat.Tests.Http;

namespace SamosaChaat.Tests.Security;

/// <summary>
/// API5:2023. Administration is for administrators, however its path is written, and for no API key. <see cref="OwnershipTests"/> tries every
/// operation of administrators.
/// </summary>
public abstract class Api05BrokenFunctionLevelAuthorizationTests(Server server)
{
    [Theory]
    [InlineData("GET", "/admin/users")]
    [InlineData("HEAD", "/admin/users")]
    [InlineData("GET", "/api/admin/users")]
    [InlineData("GET", "/ADMIN/Users/")]
    [InlineData("GET", "/conversations/../admin/users")]
    [InlineData("GET", "/%61dmin/users")]
    [InlineData("GET", "/admin/node")]
    [InlineData("POST", "/admin/invites")]
    public async Task A_user_is_refused_and_an_administrator_is_not(string method, string path)
    {
        using var user = await server.NewUserAsync();
        using var admin = await server.NewAdminAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(user.Http, method, path));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(admin.Http, method, path));
    }

    [Theory]
    [InlineData("read")]
    [InlineData("chat")]
    public async Task An_administrators_API_key_is_refused(string scope)
    {
        using var admin = await server.NewAdminAsync();
        var key = Bearer.Header((await admin.CreateKeyAsync(scope)).Text("key"));
        using var http = server.Anonymous();

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(http, "GET", "/admin/users", key));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(http, "POST", "/admin/invites", key));
    }

    [Fact]
    public async Task No_header_turns_one_method_into_another()
    {
        var own = await server.ResidentAsync();
        var path = $"/conversations/{own.ConversationId}";

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(own.Owner.Http, "GET", path, ("X-HTTP-Method-Override", "DELETE"), ("X-Method-Override", "DELETE")));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(own.Owner.Http, "GET", path));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string method, string path, params (string, string)[] headers)
    {
        // As it is written, with its dots.
        var uri = new Uri(http.BaseAddress!.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(method), uri);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var plain = new HttpClient();
        request.Headers.Authorization ??= http.DefaultRequestHeaders.Authorization;
        using var answer = await plain.SendAsync(request);
        return answer.StatusCode;
    }
}

public sealed class Api05OnSqlite(SqliteServer server) : Api05BrokenFunctionLevelAuthorizationTests(server);

public sealed class Api05OnLiteDb(LiteDbServer server) : Api05BrokenFunctionLevelAuthorizationTests(server);

public sealed class Api05OnPostgres(PostgresServer server) : Api05BrokenFunctionLevelAuthorizationTests(server);
