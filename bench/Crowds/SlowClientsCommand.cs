using System.Globalization;
using SamosaChaat.Bench.Hosting;

namespace SamosaChaat.Bench.Crowds;

/// <summary>Thousands of slow clients: are others served as before, and does the server's memory stay within bounds?</summary>
internal sealed class SlowClientsCommand(CrowdOptions options) : CrowdCommand(options)
{
    /// <summary>Kestrel takes at most 64 KiB for a client that does not read; the rest is the connection and its request.</summary>
    private const int KibPerClient = 192;

    private readonly List<SlowClient> all = [];

    protected override string Crowd => string.Create(CultureInfo.InvariantCulture, $"{Options.Clients:N0} clients that are slow in heads, bodies and reading");

    protected override Task BeginAsync(Uri server, Account account, Guid answer, CancellationToken over)
    {
        var reading = $"GET /conversations/{account.ConversationId}/messages/{answer}/stream HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {account.Token}\r\n\r\n";
        SlowClient[] clients = [.. Enumerable.Range(0, Options.Clients).Select(number => new SlowClient(server, (Slowness)(number % 3), reading))];
        all.AddRange(clients);
        return Task.WhenAll(clients.Select(client => client.RunAsync(over)));
    }

    protected override string? Fault(Visits before, Visits during, double mb)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| times that a slow client was closed | | {all.Sum(client => client.Closed):N0} | | |"));
        return during.P99 > 2 * before.P99 ? "others waited more than twice as long"
            : mb * 1024 / Options.Clients > KibPerClient ? "more memory a client than may be"
            : null;
    }
}
