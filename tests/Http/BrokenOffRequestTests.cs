using System.Net.Sockets;
using System.Text;
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
}
