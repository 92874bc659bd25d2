using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Measuring;

namespace SamosaChaat.Bench.Crowds;

/// <summary>Somebody who uses the server as ever: a list of conversations now and then, each over a connection of its own.</summary>
/// <param name="address">The address of this machine that the connections come from.</param>
internal sealed class Visitor(Uri server, Account account, IPAddress address)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>More than that is no answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Histogram took = new();
    private readonly List<string> failures = [];
    private int count;
    private long longest;

    /// <summary>How the visitor was served so far.</summary>
    public Visits Visits => new(count, failures.Count, took.Quantile(0.5), took.Quantile(0.99), longest * 1e3 / Stopwatch.Frequency);

    /// <summary>Why requests failed, with how many for each reason.</summary>
    public IEnumerable<string> Failures => failures.CountBy(failure => failure).Select(failure => $"{failure.Value} times: {failure.Key}");

    /// <summary>On a thread of its own: the pool of this process is busy with the crowd, and would make it wait.</summary>
    public Task VisitAsync(TimeSpan time) =>
        Task.Factory.StartNew(() => Visit(time), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Visit(TimeSpan time)
    {
        // A connection is made and used on this thread, too.
        var handler = new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = (_, _) => ValueTask.FromResult<Stream>(Connect()),
        };
        using var http = new HttpClient(handler) { BaseAddress = server, Timeout = Patience };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", account.Token);
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < time; count++)
        {
            var asked = Stopwatch.GetTimestamp();
            if (FailureOf(http) is { } failure) failures.Add(failure);
            var ticks = Stopwatch.GetTimestamp() - asked;
            took.Add(ticks);
            longest = Math.Max(longest, ticks);
            Thread.Sleep(Pause);
        }
    }

    private NetworkStream Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(address, 0));
            socket.Connect(IPAddress.Loopback, server.Port);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string? FailureOf(HttpClient http)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/conversations?limit=20");
            using var answer = http.Send(request);
            return answer.IsSuccessStatusCode ? null : answer.StatusCode.ToString();
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or SocketException)
        {
            return e.GetBaseException().Message;
        }
    }
}

/// <summary>How somebody was served. Times are in milliseconds.</summary>
internal sealed record Visits(int Count, int Failed, double Median, double P99, double Longest);
