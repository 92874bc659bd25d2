using System.Globalization;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Streams;

namespace SamosaChaat.Bench.Crowds;

/// <summary>A crowd fetches a long answer, all at once and again and again: how long does somebody else wait?</summary>
internal sealed class BulkCommand(CrowdOptions options) : CrowdCommand(options)
{
    private const double MostMs = 50;
    private long fetched;

    protected override string Crowd => string.Create(CultureInfo.InvariantCulture, $"{Options.Clients:N0} readers of an answer of 1 MiB");

    protected override async Task BeginAsync(Uri server, Account account, Guid answer, CancellationToken over)
    {
        using var http = new HttpClient { BaseAddress = server };
        var requests = new TurnRequests(http, account);
        // In waves, as when a page is opened by many at the same time.
        while (!over.IsCancellationRequested)
        {
            await Task.WhenAll(Enumerable.Range(0, Options.Clients).Select(_ => FetchAsync(requests, answer)));
            await Task.Delay(TimeSpan.FromMilliseconds(500), CancellationToken.None);
        }
    }

    protected override string? Fault(Visits before, Visits during, double mb)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| MiB fetched | | {fetched / (1024 * 1024):N0} | | |"));
        return during.Longest > MostMs ? $"somebody waited more than {MostMs} ms" : null;
    }

    private async Task FetchAsync(TurnRequests requests, Guid answer)
    {
        using var response = await requests.ResumeAsync(answer, after: -1);
        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await body.ReadAsync(buffer)) > 0;) Interlocked.Add(ref fetched, read);
    }
}
