using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Measuring;

namespace SamosaChaat.Bench.Crowds;

/// <summary>Compares how long a login takes with a wrong password and with an unknown email, by turns: the time must not tell whether there is an account.</summary>
internal sealed class LoginTimesCommand(CrowdOptions options)
{
    private const double MostApart = 0.1;
    private const int WarmUp = 20;
    private const string Email = "somebody@example.com";

    /// <returns>0 when the medians are alike, 1 when they are not.</returns>
    public async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("samosachaat-bench-").FullName;
        try
        {
            await using var server = await ServerProcess.StartAsync(new(folder, options.Engine, options.Program));
            using var http = new HttpClient { BaseAddress = server.Address };
            using var registered = await http.PostAsJsonAsync("/auth/register", new { email = Email, password = "crisp samosa 1" });
            registered.EnsureSuccessStatusCode();
            var (wrong, unknown) = (new Samples(), new Samples());
            for (var i = -WarmUp; i < options.Clients; i++)
            {
                // Neither kind is always the first one.
                var (first, second) = i % 2 == 0 ? (Email, "nobody@example.com") : ("nobody@example.com", Email);
                var times = (First: await LogInAsync(http, first), Second: await LogInAsync(http, second));
                if (i < 0) continue;
                (first == Email ? wrong : unknown).Add(times.First);
                (first == Email ? unknown : wrong).Add(times.Second);
            }

            return Tell(wrong, unknown);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private int Tell(Samples wrong, Samples unknown)
    {
        var apart = (wrong.Median / unknown.Median) - 1;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | {options.Engine}, {options.Clients} logins of each kind | median (least..greatest), ms |
            |---|---|
            | wrong password | {wrong.ToString("F2")} |
            | unknown email | {unknown.ToString("F2")} |
            | medians apart | {apart:P1} |
            | ratio of two that follow each other | {wrong.Over(unknown)} |
            """));
        if (Math.Abs(apart) <= MostApart) return 0;
        Console.WriteLine("FAIL: the time tells whether there is an account");
        return 1;
    }

    private static async Task<double> LogInAsync(HttpClient http, string email)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await http.PostAsJsonAsync("/auth/login", new { email, password = "not the password" });
        if ((int)answer.StatusCode != 401) throw new InvalidDataException($"A login was answered {(int)answer.StatusCode}.");
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
