using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using SamosaChaat.Tests.Hosting;

namespace SamosaChaat.Tests.Storage;

/// <summary>The built program in a process of its own, which a test may kill.</summary>
internal sealed class ChildServer : IDisposable
{
    private const int ListeningEvent = 1003;
    private readonly Process process;
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> complaints = new();

    private ChildServer(string engine, string folder)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "samosachaat.dll"), "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Storage__Engine"] = engine,
                ["Storage__Path"] = Path.Combine(folder, "data"),
                ["Demo__TokensPerSecond"] = "0",
                // Complaints, and the one line that says where it listens.
                ["Logging__LogLevel__Default"] = "Warning",
                ["Logging__LogLevel__SamosaChaat.Shared.Telemetry.Greeting"] = "Information",
            },
        };
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Complain(line.Data);
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException($"The program ended: {string.Join('\n', complaints)}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Warnings, errors and whatever else it should not have said.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    public static async Task<(ChildServer Server, Uri Address)> StartAsync(string engine, string folder)
    {
        var server = new ChildServer(engine, folder);
        return (server, await server.address.Task.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    public static HttpClient Client(Uri address, string? token)
    {
        var http = new HttpClient { BaseAddress = address };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    /// <summary>SIGKILL: it gets no chance to put anything in order.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null) return;
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.GetProperty("event_id").GetInt32() == ListeningEvent) address.TrySetResult(new Uri(json.RootElement.Text("urls")));
            else Complain(line);
        }
        catch (JsonException)
        {
            Complain(line);
        }
    }

    private void Complain(string? line)
    {
        if (line is not null) complaints.Enqueue(line);
    }
}
