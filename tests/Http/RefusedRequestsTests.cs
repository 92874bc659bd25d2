using System.Text.Json;

namespace SamosaChaat.Tests.Http;

/// <summary>What is no HTTP is the client's fault, and the server says so as it says everything.</summary>
public abstract class RefusedRequestsTests(Server server)
{
    [Theory]
    [InlineData("ffffffffffffffff\r\n{}\r\n0\r\n\r\n")]
    [InlineData("7fffffffffffffff\r\n{}\r\n0\r\n\r\n")]
    [InlineData("fffffffff\r\n{}\r\n0\r\n\r\n")]
    [InlineData("xyz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("-1\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2\r\n{}xx0\r\n\r\n")]
    [InlineData("\r\n")]
    public async Task A_body_that_cannot_be_read_is_400(string chunks)
    {
        var answer = await RawRequest.SendAsync(
            server.Address,
            $"POST /auth/login HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}");

        ProblemOf(answer, 400);
    }

    [Theory]
    [InlineData(400, "GET /health\r\n\r\n")]
    [InlineData(400, "GET /health HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n")]
    [InlineData(400, "GET /health HTTP/1.1\r\n\r\n")]
    [InlineData(400, "\u0016\u0003\u0001 no HTTP at all\r\n\r\n")]
    [InlineData(400, "POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n")]
    [InlineData(505, "GET /health HTTP/3.7\r\nHost: a\r\n\r\n")]
    public async Task A_head_that_is_no_HTTP_is_refused_with_a_problem(int status, string head) =>
        ProblemOf(await RawRequest.SendAsync(server.Address, head), status);

    [Fact]
    public async Task A_head_that_is_too_long_is_refused_with_a_problem()
    {
        ProblemOf(await RawRequest.SendAsync(server.Address, $"GET /{new string('a', 10_000)} HTTP/1.1\r\nHost: a\r\n\r\n"), 414);
        ProblemOf(await RawRequest.SendAsync(server.Address, $"GET / HTTP/1.1\r\nHost: a\r\nX: {new string('a', 40_000)}\r\n\r\n"), 431);
    }

    private static void ProblemOf(string answer, int status)
    {
        var parts = answer.Split("\r\n\r\n", 2);
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", parts[0], StringComparison.OrdinalIgnoreCase);
        var start = parts[1].IndexOf('{', StringComparison.Ordinal);
        using var problem = JsonDocument.Parse(parts[1][start..(parts[1].LastIndexOf('}') + 1)]);
        Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Contains($"x-trace-id: {problem.RootElement.Text("trace_id")}", parts[0], StringComparison.OrdinalIgnoreCase);
    }
}

public sealed class RefusedRequestsOnSqlite(SqliteServer server) : RefusedRequestsTests(server);

public sealed class RefusedRequestsOnLiteDb(LiteDbServer server) : RefusedRequestsTests(server);

public sealed class RefusedRequestsOnPostgres(PostgresServer server) : RefusedRequestsTests(server);
