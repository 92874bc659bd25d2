using System.Globalization;
using System.Net.Sockets;
using System.Text;
using SamosaChaat.Bench.Fuzz.Document;

namespace SamosaChaat.Bench.Fuzz.Requests;

/// <summary>Sends what no client of HTTP would, over a socket of its own.</summary>
internal sealed class RawNonsense(ApiDocument document, Uri server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string[] ChunkSizes = ["ffffffffffffffff", "7fffffffffffffff", "fffffffff", "-1", "xyz", "", "0x2", "2;a=b", "2 ", "00000000000000002", "2\0"];

    private static readonly string[] Lengths = ["-1", "many", "99999999999999999999", "1, 2", "0x10", "", "9223372036854775807", "1e3"];

    private static readonly string[] Targets =
        ["*", "http://evil.example/health", "evil.example:443", "/%zz", "/%00", "/%c0%af", "/health#a", "/he alth", "health", "/\u00e4", "/health?\u00ff", ""];

    private static readonly string[] Fields =
    [
        "no colon", ": no name", "a b: c", "X: a\0b", "X: a\rb", "X: a\nb", " folded: a", "X:\r\n folded", "Host: b", "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: identity", "Expect: nonsense", "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
        "Upgrade: websocket\r\nConnection: Upgrade", "X: \u00ff\u00fe", "Content-Length: 5\r\nContent-Length: 6", "Content-Length: 5\r\nTransfer-Encoding: chunked",
    ];

    public string Make(Random random)
    {
        var operation = random.Pick(document.Operations);
        var start = $"{operation.Method} {operation.Template} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n";
        switch (random.Next(9))
        {
            case 0: return $"{start}Transfer-Encoding: chunked\r\n\r\n{random.Pick(ChunkSizes)}\r\n{{}}\r\n0\r\n\r\n";
            case 1: return $"{start}Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}{random.Pick(["xx", "\r\n", "\r\n0\r\n", "\r\n0\r\nX: y\r\n\r\n", ""])}";
            case 2: return $"{start}Content-Length: {random.Pick(Lengths)}\r\n\r\n{{}}";
            // Less than it says.
            case 3: return string.Create(CultureInfo.InvariantCulture, $"{start}Content-Length: {random.Next(3, 3_000_000)}\r\n\r\n{{}}");
            case 4: return $"{operation.Method} {random.Pick(Targets)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
            case 5: return $"{start}{random.Pick(Fields)}\r\n\r\n";
            case 6: return $"GET /health {random.Pick(["HTTP/0.9", "HTTP/1.0", "HTTP/3.7", "", "HTTP/", "http/1.1", "HTTP/2.0"])}\r\nHost: a\r\n\r\n";
            case 7:
                return random.Pick([
                    $"{start}{string.Concat(Enumerable.Range(0, 300).Select(i => $"X{i}: y\r\n"))}\r\n",
                    $"{start}X: {new string('a', 40_000)}\r\n\r\n",
                    $"GET /{new string('a', 20_000)} HTTP/1.1\r\nHost: a\r\n\r\n",
                    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                    "\u0016\u0003\u0001\u0000\u00a5\u0001\r\n\r\n",
                    "\r\n\r\n\r\n",
                    $"{start}\r\nGET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                ]);
            default:
                var bytes = Encoding.Latin1.GetBytes($"{start}Content-Length: 2\r\n\r\n{{}}");
                for (var flips = random.Next(1, 4); flips > 0; flips--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                return Encoding.Latin1.GetString(bytes);
        }
    }

    /// <summary>Returns all that came until the server closed the connection.</summary>
    /// <exception cref="OperationCanceledException">It did not close.</exception>
    public async Task<string> SendAsync(string request)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, patience.Token);
        var received = new MemoryStream();
        try
        {
            await using var stream = client.GetStream();
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), patience.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(received, patience.Token);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The server may reset what it has refused. What came before counts.
        }

        return Encoding.UTF8.GetString(received.GetBuffer(), 0, (int)received.Length);
    }
}
