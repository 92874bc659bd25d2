using System.Diagnostics;
using System.Text.Json;

namespace SamosaChaat.Bench.Hosting;

/// <summary>The program in a process of its own, on a port that the system chooses, with logging as in production.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>The event that names the addresses.</summary>
    private const int Listening = 1003;

    private readonly Process process;

    private ServerProcess(Process process, Uri address)
    {
        this.process = process;
        Address = address;
        // Its log goes nowhere, but it must go: a full pipe would stop the server.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
    }

    public Uri Address { get; }

    /// <summary>What the process holds in memory, in MB.</summary>
    public long MemoryInMb
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1_000_000;
        }
    }

    /// <exception cref="InvalidOperationException">It ended before it listened; it has said why on stderr.</exception>
    public static async Task<ServerProcess> StartAsync(string folder, string engine)
    {
        var here = AppContext.BaseDirectory;
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { Path.Combine(here, "samosachaat.dll"), "--urls", "http://127.0.0.1:0" },
            // Where appsettings.json is.
            WorkingDirectory = here,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        start.Environment["Storage__Path"] = folder;
        start.Environment["Storage__Engine"] = engine;

        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            using var entry = JsonDocument.Parse(line);
            if (entry.RootElement.GetProperty("event_id").GetInt32() != Listening) continue;
            return new ServerProcess(process, new Uri(entry.RootElement.GetProperty("urls").GetString()!));
        }

        throw new InvalidOperationException("The server did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
