using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace SamosaChaat.Tests.Hosting;

/// <summary>The program as a process of its own, which can be ended as an operating system ends processes.</summary>
public sealed class ProgramProcess : IAsyncDisposable
{
    private const int Listening = 1003;

    private readonly Process process;
    private Task rest = Task.CompletedTask;

    private ProgramProcess(Process process) => this.process = process;

    /// <summary>The ids of the events that it logged before it listened.</summary>
    public IReadOnlyList<int> EventsAtStart { get; private set; } = [];

    public Uri Address { get; private set; } = null!;

    /// <summary>Returns when it listens.</summary>
    public static async Task<ProgramProcess> StartAsync(string engine, string folder, params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = folder };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "samosachaat.dll"));
        foreach (var (key, value) in settings.Concat([("urls", "http://127.0.0.1:0"), ("environment", "Production"), ("Storage:Engine", engine), ("Storage:Path", folder)]))
        {
            start.ArgumentList.Add($"--{key}={value}");
        }

        var program = new ProgramProcess(Process.Start(start)!);
        var events = new List<int>();
        while (await program.process.StandardOutput.ReadLineAsync() is { } line)
        {
            using var logged = JsonDocument.Parse(line);
            events.Add(logged.RootElement.GetProperty("event_id").GetInt32());
            if (events[^1] != Listening) continue;
            program.EventsAtStart = events;
            program.Address = new Uri(logged.RootElement.Text("urls"));
            // A pipe that nobody empties would hold the program up.
            program.rest = program.process.StandardOutput.ReadToEndAsync();
            return program;
        }

        await program.DisposeAsync();
        throw new InvalidOperationException("The program ended before it listened.");
    }

    public HttpClient Client() => new() { BaseAddress = Address };

    /// <summary>A client of somebody who signed in before, perhaps with an earlier process on the same folder.</summary>
    public HttpClient Client(string accessToken)
    {
        var http = Client();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return http;
    }

    /// <summary>Asks it to end, as a service manager does, and waits until it has.</summary>
    public async Task<int> TerminateAsync(CancellationToken ct)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync(ct);
        return process.ExitCode;
    }

    /// <summary>Ends it without asking: SIGKILL.</summary>
    public async Task KillAsync(CancellationToken ct)
    {
        process.Kill();
        await process.WaitForExitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync(CancellationToken.None);
        await rest;
        process.Dispose();
    }
}
