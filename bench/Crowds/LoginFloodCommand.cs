using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using SamosaChaat.Bench.Hosting;

namespace SamosaChaat.Bench.Crowds;

/// <summary>Threads that do nothing but sign in with wrong passwords: are others served as before?</summary>
internal sealed class LoginFloodCommand(CrowdOptions options) : CrowdCommand(options)
{
    private readonly ConcurrentDictionary<int, int> answers = new();

    protected override string Crowd => string.Create(CultureInfo.InvariantCulture, $"{Options.Clients} threads that sign in");

    protected override Task BeginAsync(Uri server, Account account, Guid answer, CancellationToken over) => Task.WhenAll(
        Enumerable.Range(0, Options.Clients).Select(_ => Task.Factory.StartNew(
            () => SignIn(server, over), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

    protected override string? Fault(Visits before, Visits during, double mb)
    {
        foreach (var (status, count) in answers) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| logins answered with {status} | | {count:N0} |"));
        return during.P99 > 2 * before.P99 ? "others waited more than twice as long" : null;
    }

    private void SignIn(Uri server, CancellationToken over)
    {
        using var http = new HttpClient { BaseAddress = server };
        while (!over.IsCancellationRequested)
        {
            // An account that does not exist costs the server as much as one that does.
            using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/login")
            {
                Content = JsonContent.Create(new { email = "nobody@example.com", password = "not the password" }),
            };
            using var answer = http.Send(request, CancellationToken.None);
            answers.AddOrUpdate((int)answer.StatusCode, 1, (_, count) => count + 1);
        }
    }
}
