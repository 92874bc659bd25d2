using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Page;

namespace SamosaChaat.Tests.Http;

/// <summary>Made from the live route table, so that a new route is in it by itself.</summary>
public abstract class OwnershipTests(Server server)
{
    /// <summary>Whoever adds to this decides that the whole world may call it.</summary>
    private static readonly string[] OpenToAll =
    [
        "GET /.well-known/jwks.json",
        "GET /auth/providers",
        "GET /auth/providers/{provider}/callback",
        "GET /auth/providers/{provider}/sign-in",
        "GET /health",
        "GET /health/stream",
        "GET /openapi/v1.json",
        "GET /openapi/v1.yaml",
        "POST /auth/login",
        "POST /auth/providers/session",
        "POST /auth/register",
        "POST /auth/token/refresh",
    ];

    /// <summary>A good body for every route with an id that takes one: what is refused must be refused for whose it is, not for what it says.</summary>
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["PUT /admin/users/{userId}/quota"] = """{"turns_per_day":1}""",
        ["PATCH /admin/users/{userId}"] = """{"role":"admin"}""",
        ["PATCH /conversations/{conversationId}"] = """{"title":"Mine now"}""",
        ["PUT /conversations/{conversationId}/instructions"] = """{"content":"Mine now"}""",
        ["PUT /conversations/{conversationId}/active"] = """{"message":"{messageId}"}""",
        ["POST /conversations/{conversationId}/fork"] = """{"message":"{messageId}"}""",
        ["POST /conversations/{conversationId}/regenerate"] = """{"stream":false}""",
        ["POST /conversations/{conversationId}/messages"] = """{"message":{"content":"Mine now"},"stream":false}""",
    };

    [Fact]
    public void Only_the_routes_of_this_list_and_the_page_are_open_to_all() => Assert.Equal(
        OpenToAll.Concat(PageFile.All.Select(file => $"GET {file.Path.TrimEnd('/')}")).Order(StringComparer.Ordinal),
        Routes().Where(route => route.IsOpen).Select(route => route.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Every_other_route_wants_a_token()
    {
        using var nobody = server.Anonymous();
        var guarded = Routes().Where(route => !route.IsOpen).ToArray();
        Assert.NotEmpty(guarded);

        foreach (var route in guarded)
        {
            using var answer = await CallAsync(nobody, route, _ => Guid.NewGuid());

            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{route.Name} answered {answer.StatusCode} to nobody");
            Assert.Equal("Bearer", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
        }
    }

    [Fact]
    public async Task What_is_somebody_elses_looks_as_if_it_did_not_exist() => await LooksMissingAsync(await server.NewUserAsync());

    [Fact]
    public async Task It_looks_so_to_an_administrator_too() => await LooksMissingAsync(await server.NewAdminAsync());

    [Fact]
    public async Task The_routes_of_administrators_refuse_everybody_else()
    {
        using var stranger = await server.NewUserAsync();
        var admins = Routes().Where(route => route.IsForAdmins).ToArray();
        Assert.NotEmpty(admins);

        foreach (var route in admins)
        {
            using var owner = await server.NewUserAsync();
            using var answer = await CallAsync(stranger.Http, route, _ => owner.Id);

            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{route.Name} answered {answer.StatusCode} to a user");
            Assert.Equal(HttpStatusCode.OK, await owner.Http.StatusOfAsync(owner.SignedIn));
        }
    }

    private async Task LooksMissingAsync(TestUser caller)
    {
        using var stranger = caller;
        var own = await UserData.OfAsync(stranger);
        var guarded = Routes().Where(route => !route.IsOpen && !route.IsForAdmins && route.Ids.Count > 0).ToArray();
        Assert.NotEmpty(guarded);

        foreach (var route in guarded)
        {
            using var owner = await server.NewUserAsync();
            var theirs = await UserData.OfAsync(owner);
            var before = await theirs.ReadAsync();
            var missing = await DescribeAsync(stranger.Http, route, _ => Guid.NewGuid());
            Assert.StartsWith("404 ", missing, StringComparison.Ordinal);

            // All ids the owner's, then one of them among the stranger's own.
            Assert.Equal(missing, await DescribeAsync(stranger.Http, route, theirs.Id));
            foreach (var taken in route.Ids)
            {
                var answer = await DescribeAsync(stranger.Http, route, id => id == taken ? theirs.Id(id) : own.Id(id));
                Assert.True(answer == missing, $"{route.Name} with somebody else's {taken}: {answer}\ninstead of {missing}");
            }

            Assert.Equal(before, await theirs.ReadAsync());
            // The owner's own call is the proof that there was something to find.
            using var owners = await CallAsync(owner.Http, route, theirs.Id);
            Assert.True(owners.IsSuccessStatusCode, $"{route.Name} answered {owners.StatusCode} to the owner");
        }
    }

    [Fact]
    public async Task What_is_somebody_elses_is_in_no_list()
    {
        using var owner = await server.NewUserAsync();
        await UserData.OfAsync(owner);
        using var stranger = await server.NewUserAsync();

        Assert.Equal("[]", (await stranger.GetAsync("/conversations")).GetRawText());
        Assert.Equal("[]", (await stranger.GetAsync("/conversations?limit=200")).GetRawText());
        Assert.Equal("[]", (await stranger.GetAsync("/trash")).GetRawText());
    }

    [Theory]
    [InlineData("/_test_url_cache_")]
    [InlineData("/_test_url_cache_/")]
    [InlineData("/_Test_URL_cache_/")]
    [InlineData("/_test%5Furl_cache_")]
    [InlineData("/api/_test_url_cache_")]
    [InlineData("/api/_test_url_cache_/")]
    [InlineData("/API/_TEST_URL_CACHE_/")]
    public async Task The_list_of_routes_is_not_served(string path)
    {
        using var nobody = server.Anonymous();

        using var answer = await nobody.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private Route[] Routes() =>
    [
        .. from endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
           let route = new Route(method, endpoint)
           orderby route.Name
           select route,
    ];

    private static async Task<HttpResponseMessage> CallAsync(HttpClient client, Route route, Func<string, Guid> idOf)
    {
        var path = route.Ids.Aggregate(route.Path, (path, name) => path.Replace($"{{{name}}}", idOf(name).ToString(), StringComparison.Ordinal));
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
        if (route is { TakesBody: true, Ids.Count: > 0 })
        {
            Assert.True(Bodies.TryGetValue(route.Name, out var body), $"'{route.Name}' is new and takes a body: add a good one to {nameof(OwnershipTests)}.{nameof(Bodies)}.");
            request.Content = new StringContent(body.Replace("{messageId}", $"{idOf("messageId")}", StringComparison.Ordinal), Encoding.UTF8, "application/json");
        }
        else if (route.TakesBody)
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        return await client.SendAsync(request);
    }

    /// <summary>All that a caller can see of an answer, apart from what differs between any two.</summary>
    private static async Task<string> DescribeAsync(HttpClient client, Route route, Func<string, Guid> idOf)
    {
        using var answer = await CallAsync(client, route, idOf);
        var headers = answer.Headers.Concat(answer.Content.Headers)
            .Where(header => header.Key is not ("x-trace-id" or "Date"))
            .Select(header => $"{header.Key}: {string.Join(',', header.Value)}")
            .Order();
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.Content.Headers.ContentType is { } type && type.MediaType == "application/problem+json")
        {
            var problem = JsonNode.Parse(text)!.AsObject();
            problem.Remove("trace_id");
            text = problem.ToJsonString();
        }

        return $"{(int)answer.StatusCode} {string.Join(" | ", headers)}\n{text}";
    }

    private sealed record Route(string Method, RouteEndpoint Endpoint)
    {
        /// <summary>Without the constraints of its parameters, as the contract writes it.</summary>
        public string Path { get; } = string.Concat(Endpoint.RoutePattern.PathSegments.Select(segment =>
            "/" + string.Concat(segment.Parts.Select(part => part switch
            {
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                _ => throw new NotSupportedException($"{part} in a route"),
            }))));

        public string Name => $"{Method} {Path}";

        public IReadOnlyList<string> Ids { get; } = [.. Endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name)];

        public bool TakesBody => Endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is not null;

        public bool IsForAdmins => Path.StartsWith("/admin/", StringComparison.Ordinal);

        /// <summary>Open is what nothing guards: a route that forgot to say so is as open as one that does.</summary>
        public bool IsOpen =>
            Endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is not null
            || Endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAuthorizeData>() is null;
    }
}

public sealed class OwnershipOnSqlite(SqliteServer server) : OwnershipTests(server);

public sealed class OwnershipOnLiteDb(LiteDbServer server) : OwnershipTests(server);

public sealed class OwnershipOnPostgres(PostgresServer server) : OwnershipTests(server);
