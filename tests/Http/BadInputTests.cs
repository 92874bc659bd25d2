using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace SamosaChaat.Tests.Http;

public abstract class BadInputTests(Server server)
{
    private static readonly string[] WordsOfDotNet =
        ["System.", "Microsoft", "SamosaChaat", "FastEndpoints", "Request", "Exception", "Nullable", "Guid", "Int32", "String", "Boolean", "DateTime", "`", "\\u0060", "   at "];

    [Theory]
    [MemberData(nameof(BadBodies.All), MemberType = typeof(BadBodies))]
    public async Task A_bad_body_is_400_by_the_fields_name(string operation, string body, string field)
    {
        var problem = await RefusedAsync(HttpStatusCode.BadRequest, operation, Json(body));

        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Theory]
    [MemberData(nameof(BadBodies.Queries), MemberType = typeof(BadBodies))]
    public async Task A_bad_query_is_400_by_the_parameters_name(string path, string parameter)
    {
        var problem = await RefusedAsync(HttpStatusCode.BadRequest, $"GET {path}");

        Assert.Equal(parameter, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        var problem = await RefusedAsync(HttpStatusCode.BadRequest, "POST /conversations/{id}/messages", Json("""{"message":{"content":" "},"temperature":3,"top_k":-1}"""));

        Assert.Equal(["message.content", "temperature", "top_k"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PATCH", "")]
    [InlineData("DELETE", "")]
    [InlineData("GET", "/messages")]
    [InlineData("POST", "/messages")]
    [InlineData("PUT", "/instructions")]
    public async Task An_id_that_is_no_UUID_is_404(string method, string rest)
    {
        string[] ids = ["1", "null", "00000000-0000-0000-0000-00000000000g", "..%2f", "%F0%9F%A5%9F", "0190c7b0-0000-7000-8000-000000000001x", new string('a', 5000)];
        foreach (var id in ids) await RefusedAsync(HttpStatusCode.NotFound, $"{method} /conversations/{id}{rest}", method is "GET" or "DELETE" ? null : Json("{}"));
    }

    [Theory]
    [InlineData("PATCH", "", """{"title":"Mine"}""")]
    [InlineData("DELETE", "", null)]
    [InlineData("POST", "/messages", """{"message":{"content":"Hi"},"stream":false}""")]
    [InlineData("POST", "/regenerate", "{}")]
    [InlineData("PUT", "/instructions", """{"content":"Hi"}""")]
    public async Task The_nil_UUID_is_the_id_of_nothing_and_stands_in_nobodys_way(string method, string rest, string? body)
    {
        using var user = await server.NewUserAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/conversations/{Guid.Empty}{rest}") { Content = body is null ? null : Json(body) };

        using var answer = await user.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        await user.CreateConversationAsync();
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PATCH", "")]
    [InlineData("DELETE", "")]
    [InlineData("GET", "/messages")]
    [InlineData("POST", "/messages")]
    public async Task A_conversations_id_is_written_in_one_way(string method, string rest)
    {
        using var owner = await server.NewUserAsync();
        var belongings = await UserData.OfAsync(owner);
        var before = await belongings.ReadAsync();
        var id = belongings.ConversationId;
        string[] others = [$"{id:N}", $"{id:B}", $"{id:P}", Uri.EscapeDataString($"{id:X}"), $"%20{id}", $"{id}%20", $"+{id.ToString()[1..]}", $"0x{id.ToString()[2..]}"];
        foreach (var other in others)
        {
            var body = method switch { "PATCH" => """{"title":"Mine"}""", "POST" => """{"message":{"content":"Hi"}}""", _ => null };
            using var request = new HttpRequestMessage(new HttpMethod(method), $"/conversations/{other}{rest}") { Content = body is null ? null : Json(body) };
            using var answer = await owner.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{other} was answered {answer.StatusCode}");
        }

        Assert.Equal(before, await belongings.ReadAsync());
    }

    [Theory]
    [InlineData("POST /conversations")]
    [InlineData("PATCH /conversations/{id}")]
    [InlineData("POST /conversations/{id}/messages")]
    [InlineData("PUT /conversations/{id}/instructions")]
    [InlineData("POST /auth/register")]
    [InlineData("POST /auth/login")]
    [InlineData("POST /auth/token/refresh")]
    public async Task What_is_not_JSON_by_its_content_type_is_415(string operation)
    {
        string?[] types = [null, "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp", "application/octet-stream"];
        foreach (var type in types)
        {
            var body = new ByteArrayContent("""{"title":"a","model_tag":"demo","message":{"content":"a"}}"""u8.ToArray());
            if (type is not null) body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            await RefusedAsync(HttpStatusCode.UnsupportedMediaType, operation, body);
        }
    }

    [Theory]
    [InlineData("PUT /conversations", "GET, POST")]
    [InlineData("DELETE /conversations", "GET, POST")]
    [InlineData("PUT /conversations/{id}", "DELETE, GET, PATCH")]
    [InlineData("POST /conversations/{id}", "DELETE, GET, PATCH")]
    [InlineData("PATCH /conversations/{id}/messages", "GET, POST")]
    [InlineData("POST /conversations/{id}/instructions", "DELETE, GET, PUT")]
    [InlineData("POST /health", "GET")]
    [InlineData("GET /auth/login", "POST")]
    [InlineData("BREW /auth/me", "DELETE, GET, PATCH")]
    public async Task A_wrong_method_is_405_with_the_right_ones(string operation, string allowed)
    {
        using var answer = await CallAsync(operation, Json("{}"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(allowed, string.Join(", ", answer.Content.Headers.Allow.Order()));
    }

    [Theory]
    [InlineData("title", "\"title\":\"a", "\",\"model_tag\":\"demo\"}")]
    [InlineData("model_tag", "\"title\":\"a\",\"model_tag\":\"demo", "\"}")]
    public async Task Bytes_that_are_no_UTF_8_are_400(string field, string before, string after)
    {
        foreach (byte[] bytes in new byte[][] { [0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80] })
        {
            var body = Json([.. Encoding.UTF8.GetBytes("{" + before), .. bytes, .. Encoding.UTF8.GetBytes(after)]);
            var problem = await RefusedAsync(HttpStatusCode.BadRequest, "POST /conversations", body);

            Assert.Contains(Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name, new[] { field, "body" });
        }
    }

    [Fact]
    public async Task A_megabyte_of_junk_is_refused_whatever_it_calls_itself()
    {
        var junk = new byte[1 << 20];
        new Random(1).NextBytes(junk);

        foreach (var operation in new[] { "POST /conversations", "PATCH /conversations/{id}", "POST /conversations/{id}/messages" })
        {
            await RefusedAsync(HttpStatusCode.BadRequest, operation, Json(junk));
            await RefusedAsync(HttpStatusCode.UnsupportedMediaType, operation, new ByteArrayContent(junk));
        }
    }

    [Fact]
    public async Task What_cannot_be_changed_is_ignored_in_a_change()
    {
        using var owner = await server.NewUserAsync();
        var conversation = await owner.CreateConversationAsync("Dough");
        var other = Guid.NewGuid();

        using var answer = await owner.Http.PatchAsync(
            new Uri($"/conversations/{conversation.Id()}", UriKind.Relative),
            Json($$"""{"id":"{{other}}","user_id":"{{other}}","created_at":"2001-01-01T00:00:00Z","updated_at":null,"unheard_of":[1],"title":"Filling"}"""),
            TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var changed = await owner.GetAsync($"/conversations/{conversation.Id()}");
        Assert.Equal("Filling", changed.Text("title"));
        foreach (var kept in new[] { "id", "user_id", "created_at", "model_tag" }) Assert.Equal(conversation.Text(kept), changed.Text(kept));
    }

    private static ByteArrayContent Json(string body) => Json(Encoding.UTF8.GetBytes(body));

    private static ByteArrayContent Json(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    /// <summary>The problem that the request is answered with, which has no word of .NET's and has left the resident's data as it was.</summary>
    private async Task<JsonElement> RefusedAsync(HttpStatusCode status, string operation, HttpContent? body = null)
    {
        var resident = await server.ResidentAsync();
        var before = await resident.ReadAsync();

        using var answer = await CallAsync(operation, body);
        var problem = await answer.JsonAsync();

        Assert.True(status == answer.StatusCode, $"{operation} was answered {answer.StatusCode}: {problem}");
        foreach (var property in problem.EnumerateObject().Where(property => property.Name is "detail" or "errors"))
        {
            Assert.Each(WordsOfDotNet, word => Assert.DoesNotContain(word, property.Value.GetRawText(), StringComparison.Ordinal));
        }

        Assert.Equal(before, await resident.ReadAsync());
        return problem;
    }

    private async Task<HttpResponseMessage> CallAsync(string operation, HttpContent? body)
    {
        var resident = await server.ResidentAsync();
        var parts = operation.Split(' ');
        using var request = new HttpRequestMessage(new HttpMethod(parts[0]), parts[1].Replace("{id}", resident.ConversationId.ToString(), StringComparison.Ordinal)) { Content = body };
        return await resident.Owner.Http.SendAsync(request);
    }
}

public sealed class BadInputOnSqlite(SqliteServer server) : BadInputTests(server);

public sealed class BadInputOnLiteDb(LiteDbServer server) : BadInputTests(server);

public sealed class BadInputOnPostgres(PostgresServer server) : BadInputTests(server);
