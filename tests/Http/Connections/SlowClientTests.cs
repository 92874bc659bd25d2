using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SamosaChaat.Tests.Http.Connections;

/// <summary>Clients that keep connections without using them keep nobody out.</summary>
public sealed class SlowClientTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Others_are_served_while_half_sent_requests_take_all_connections()
    {
        await using var server = new OwnServer("sqlite", ("Http:MaxConnections", "20"));
        string[] halves = ["GET /health HTTP/1.1\r\nHost: a\r\nX-Slow: a", "POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"];
        var slow = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 100; i++)
            {
                slow.Add(await ConnectAsync(server.Address, halves[i % halves.Length]));
                if (i % 10 != 9) continue;
                using var http = new HttpClient { BaseAddress = server.Address, Timeout = Patience.Limit };
                using var answer = await http.GetAsync(new Uri("/health", UriKind.Relative), Ct);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            }

            // They made room: the first ones were closed.
            foreach (var client in slow[..50]) Assert.True(await IsClosedAsync(client));
        }
        finally
        {
            foreach (var client in slow) client.Dispose();
        }
    }

    [Theory]
    [InlineData(64)]
    [InlineData(383)]
    public async Task A_limit_of_open_files_that_is_too_low_stops_the_start_with_one_line(int limit)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such limit.");
        var program = Path.Combine(AppContext.BaseDirectory, "samosachaat.dll");
        await using var server = ServerProcess.Launch("/bin/sh", ["-c", $"ulimit -n {limit} && exec dotnet '{program}'"]);

        var line = await server.RefusalAsync();

        Assert.Contains($"only {limit} files", line, StringComparison.Ordinal);
        Assert.Contains("ulimit -n", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_few_files_the_server_outlives_more_clients_than_it_can_have()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such limit.");
        var program = Path.Combine(AppContext.BaseDirectory, "samosachaat.dll");
        await using var server = ServerProcess.Launch(
            "/bin/sh", ["-c", $"ulimit -n 400 && exec dotnet '{program}'"], ("urls", "http://127.0.0.1:0"), ("Storage:Path", folder));
        var address = await server.ListensAsync();
        var slow = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 500; i++) slow.Add(await ConnectAsync(address, "GET /health HTTP/1.1\r\nHost: a\r\nX-Slow: a"));

            Assert.Equal(HttpStatusCode.OK, await UntilServedAsync(server.Http));
        }
        finally
        {
            foreach (var client in slow) client.Dispose();
        }

        Assert.Equal(0, await server.TerminateAsync());
    }

    /// <summary>Waits until the server closes a connection that it sends nothing on.</summary>
    private static async Task<bool> IsClosedAsync(TcpClient client)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[1], Ct).AsTask().WaitAsync(Patience.Limit, Ct) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>In a burst, a new connection can be refused while the server still closes others. Then a client tries again.</summary>
    private static async Task<HttpStatusCode> UntilServedAsync(HttpClient http)
    {
        for (var attempts = 100; ; attempts--)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/health", UriKind.Relative), Ct);
                return answer.StatusCode;
            }
            catch (HttpRequestException) when (attempts > 0)
            {
                // It was refused.
            }
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<TcpClient> ConnectAsync(Uri server, string half)
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(server.Host, server.Port, Ct);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(half), Ct);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // It was refused.
        }

        return client;
    }
}
