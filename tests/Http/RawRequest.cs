using System.Net.Sockets;
using System.Text;

namespace SamosaChaat.Tests.Http;

/// <summary>Sends bytes as they are, which no client of HTTP would, and reads what comes until the server closes the connection.</summary>
internal static class RawRequest
{
    public static async Task<string> SendAsync(Uri server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Patience.Limit);
    }
}
