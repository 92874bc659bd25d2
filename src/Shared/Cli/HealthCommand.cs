using System.CommandLine;
using System.Text.Json;
using SamosaChaat.Shared.Hosting;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Cli;

/// <summary>The command <c>samosachaat health</c>: checks a running server, so that a container needs no curl.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create(string[] settings)
    {
        var url = CommandOptions.Url("The address of the server. Default: the address in this machine's settings.");
        var json = CommandOptions.Json();
        var command = new Command("health", "Check whether a running server is ready. Exits with 0 if it is ready, else with 1.")
        {
            url, json
        };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(url) ?? Own(settings), parsed.GetValue(json), ct));
        return command;
    }

    private static async Task<int> RunAsync(Uri server, bool json, CancellationToken ct)
    {
        var (ready, said) = await AskAsync(server, ct);
        Console.WriteLine(json
            ? JsonSerializer.Serialize(new { url = server, ready, status = said }, Json.Options)
            : $"{server} is {(ready ? "ready" : "not ready")}: {said}");
        return ready ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task<(bool Ready, string Said)> AskAsync(Uri server, CancellationToken ct)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var response = await http.GetAsync(new Uri($"{server.AbsoluteUri.TrimEnd('/')}/health"), ct);
            using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(ct));
            return (
                response.IsSuccessStatusCode && body.RootElement.GetProperty("ready").GetBoolean(),
                body.RootElement.GetProperty("status").GetString()!);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return (false, e is HttpRequestException ? e.Message : $"no answer in {Patience.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return (false, "the response is not from samosachaat");
        }
    }

    /// <summary>
    /// Returns the address of a server with these settings. It builds no server, because a container runs the check every few seconds.
    /// </summary>
    private static Uri Own(string[] settings) => AppBuilder.With(settings).Configuration.LocalAddress();
}
