using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Tests.Http;

public sealed class BrokenOffRequestTests
{
    [Theory]
    [InlineData("Content-Length: 100")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task A_client_that_is_gone_in_mid_body_is_no_error_of_the_server(string header)
    {
        await using var server = new OwnServer("sqlite");
        var log = LogWatch.On(server);
        using var patience = new CancellationTokenSource(Patience.Limit);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(server.Address.Host, server.Address.Port, patience.Token);
            await using var stream = client.GetStream();
            var head = $"POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n{header}\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), patience.Token);
            // The server says that it waits for the body.
            await stream.ReadUntilAsync(text => text.StartsWith("HTTP/1.1 100", StringComparison.Ordinal), patience.Token);
            // A close with a linger time of zero is a reset.
            client.LingerState = new LingerOption(true, 0);
        }

        await log.SeeAsync(EventIds.RequestEnded, patience.Token);
        Assert.DoesNotContain(server.Log.Entries, entry => entry.Level >= LogLevel.Error);
    }

    /// <summary>The end of a session aborts its connections. What a handler then meets depends on what it waits for, and the token comes later.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_the_server_has_aborted_is_no_error_of_the_server(bool isWrapped)
    {
        var aborted = new ConnectionAbortedException();
        var met = new FailingStore { Reason = isWrapped ? new OperationCanceledException("It is aborted.", aborted) : aborted };
        await using var server = new OwnServer("sqlite", met.PutBeforeStore);
        using var user = await server.NewUserAsync();
        // No client gets this answer otherwise, so the contract does not know it.
        using var http = new HttpClient { BaseAddress = server.Address, DefaultRequestHeaders = { Authorization = new("Bearer", user.AccessToken) } };
        met.IsOff = true;

        using var answer = await http.GetAsync(new Uri("/conversations", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(499, (int)answer.StatusCode);
        Assert.DoesNotContain(server.Log.Entries, entry => entry.Level >= LogLevel.Error);
    }
}
