using System.Diagnostics;
using System.Net.Http.Headers;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Measuring;

namespace SamosaChaat.Bench.Crowds;

/// <summary>Somebody who uses the server as ever: a list of conversations now and then, each over a connection of its own.</summary>
internal sealed class Visitor(Uri server, Account account)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>More than that is no answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>On a thread of its own: the pool of this process is busy with the crowd, and would make it wait.</summary>
    public Task<Visits> VisitAsync(TimeSpan time) =>
        Task.Factory.StartNew(() => Visit(time), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private Visits Visit(TimeSpan time)
    {
        var (took, failed, longest) = (new Histogram(), 0, 0L);
        using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = server, Timeout = Patience };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", account.Token);
        var count = 0;
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < time; count++)
        {
            var asked = Stopwatch.GetTimestamp();
            if (!IsServed(http)) failed++;
            var ticks = Stopwatch.GetTimestamp() - asked;
            took.Add(ticks);
            longest = Math.Max(longest, ticks);
            Thread.Sleep(Pause);
        }

        return new(count, failed, took.Quantile(0.5), took.Quantile(0.99), longest * 1e3 / Stopwatch.Frequency);
    }

    private static bool IsServed(HttpClient http)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/conversations?limit=20");
            using var answer = http.Send(request);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}

/// <summary>How somebody was served. Times are in milliseconds.</summary>
internal sealed record Visits(int Count, int Failed, double Median, double P99, double Longest);
