using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace SamosaChaat.Tests.Http.Connections;

/// <summary>Clients that keep connections without using them keep others neither out nor waiting.</summary>
public abstract class SlowClientTests(string engine) : IDisposable
{
    private const string Head = "GET /health HTTP/1.1\r\nHost: a\r\nX-Slow: a";
    private const string Body = "POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{";

    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Others_are_served_while_half_sent_requests_take_all_connections()
    {
        await using var server = new OwnServer(engine, ("Http:MaxConnections", "20"));
        using var slow = new SlowCrowd(server.Address);

        for (var i = 0; i < 100; i++)
        {
            await slow.AddAsync(i % 2 == 0 ? Head : Body);
            if (i % 10 == 9) await UntilServedAsync(server.Address);
        }

        // They made room: the first ones were closed.
        for (var i = 0; i < 50; i++) await slow.ClosedAsync(i);
    }

    [Fact]
    public async Task Another_address_is_served_at_once_while_slow_clients_reconnect_at_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have one address of loopback only.");
        await using var server = new OwnServer(engine, ("Http:MaxConnections", "20"));
        using var slow = new SlowCrowd(server.Address);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var crowd = Enumerable.Range(0, 60).Select(i => slow.StayAsync(i % 2 == 0 ? Head : Body, over.Token)).ToArray();
        await slow.ComesBackAsync(Ct);

        // Each of these requests has a connection of its own.
        for (var i = 0; i < 50; i++) Assert.Equal(HttpStatusCode.OK, await AskAsync(server.Address, IPAddress.Parse("127.0.0.2")));

        await over.CancelAsync();
        await Task.WhenAll(crowd).WaitAsync(Patience.Limit, Ct);
    }

    [Fact]
    public async Task Others_are_served_while_clients_that_read_nothing_take_all_connections()
    {
        // Without the rate that cuts them off in the end.
        await using var server = new OwnServer(
            engine,
            services => services.PostConfigure<KestrelServerOptions>(kestrel => kestrel.Limits.MinResponseDataRate = null),
            ("Http:MaxConnections", "20"));
        using var slow = new SlowCrowd(server.Address);
        // The responses are longer than all buffers on their way.
        var requests = string.Concat(Enumerable.Repeat("GET /openapi/v1.json HTTP/1.1\r\nHost: a\r\n\r\n", 500));
        for (var i = 0; i < 20; i++) await slow.AddAsync(requests);
        for (var i = 0; i < 20; i++) await slow.IsAnsweredAsync(i);

        await UntilServedAsync(server.Address);
    }

    [Fact]
    public async Task A_body_of_300_bytes_a_second_ends_with_408()
    {
        // The program's own rate, with less time of grace.
        await using var server = new OwnServer(engine, services => services.PostConfigure<KestrelServerOptions>(kestrel =>
            kestrel.Limits.MinRequestBodyDataRate = new(kestrel.Limits.MinRequestBodyDataRate!.BytesPerSecond, TimeSpan.FromSeconds(2))));
        using var slow = new SlowCrowd(server.Address);
        var client = await slow.AddAsync(Body);
        using var reader = new StreamReader(client.GetStream());
        var answer = reader.ReadToEndAsync(Ct);

        for (var sent = 1; sent < 59_000 && !answer.IsCompleted; sent += 300)
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(new string(' ', 300)), Ct);
            await Task.WhenAny(answer, Task.Delay(TimeSpan.FromSeconds(1), Ct));
        }

        Assert.StartsWith("HTTP/1.1 408 ", await answer.WaitAsync(Patience.Limit, Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_few_files_the_server_outlives_more_clients_than_it_can_have()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such limit.");
        await using var server = ServerProcess.Launch(
            "/bin/sh", ["-c", $"ulimit -n 400 && exec dotnet '{ProgramFile.Built}'"], [("urls", "http://127.0.0.1:0"), .. StoreSettings.Of(engine, folder)]);
        var address = await server.ListensAsync();
        using (var slow = new SlowCrowd(address))
        {
            for (var i = 0; i < 500; i++) await slow.AddAsync(i % 2 == 0 ? Head : Body);
            await UntilServedAsync(address);
        }

        Assert.Equal(0, await server.TerminateAsync());
    }

    private static async Task<HttpStatusCode> AskAsync(Uri server, IPAddress from)
    {
        using var http = SlowCrowd.ClientFrom(from, server);
        // It does not ask the store. `/health` does, and it tells when a busy machine takes long.
        using var answer = await http.GetAsync(new Uri("/auth/providers", UriKind.Relative), Ct);
        return answer.StatusCode;
    }

    /// <summary>A connection from the crowd's own address can be refused, or closed before its request arrives. Then a client tries again.</summary>
    private static async Task UntilServedAsync(Uri server)
    {
        for (var started = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                Assert.Equal(HttpStatusCode.OK, await AskAsync(server, IPAddress.Loopback));
                return;
            }
            catch (Exception e) when (
                e is HttpRequestException or SocketException && TimeProvider.System.GetElapsedTime(started) < Patience.Limit)
            {
                // It was refused.
            }
        }
    }
}

public sealed class SlowClientsOnSqlite() : SlowClientTests("sqlite");

public sealed class SlowClientsOnLiteDb() : SlowClientTests("litedb");

public sealed class SlowClientsOnPostgres() : SlowClientTests("postgres");
