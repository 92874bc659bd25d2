using System.Diagnostics;
using System.Text.Json;

namespace SamosaChaat.Bench.Hosting;

/// <summary>The program in a process of its own, on a port that the system chooses, with logging as in production.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>The event that names the addresses.</summary>
    private const int Listening = 1003;

    private readonly Process process;

    private ServerProcess(Process process, Uri address, Action<string>? log)
    {
        this.process = process;
        Address = address;
        // Its log may go nowhere, but it must go: a full pipe would stop the server.
        _ = log is null ? process.StandardOutput.BaseStream.CopyToAsync(Stream.Null) : ReadLogAsync(process.StandardOutput, log);
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

    /// <summary>Null while it runs.</summary>
    public int? ExitCode => process.HasExited ? process.ExitCode : null;

    /// <param name="log">Is told every line of its log after the one that names the addresses.</param>
    /// <param name="settings">By name, such as <c>Streaming:KeepAlive</c>.</param>
    /// <exception cref="InvalidOperationException">It ended before it listened; it has said why on stderr.</exception>
    public static async Task<ServerProcess> StartAsync(string folder, string engine, Action<string>? log = null, params (string Name, string Value)[] settings)
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
        foreach (var (name, value) in settings) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;

        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            using var entry = JsonDocument.Parse(line);
            if (entry.RootElement.GetProperty("event_id").GetInt32() != Listening) continue;
            return new ServerProcess(process, new Uri(entry.RootElement.GetProperty("urls").GetString()!), log);
        }

        throw new InvalidOperationException("The server did not start.");
    }

    /// <summary>SIGKILL: it gets no chance to put anything in order.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager sends it; returns the exit code.</summary>
    public async Task<int> TerminateAsync(TimeSpan patience)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync().WaitAsync(patience);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    private static async Task ReadLogAsync(StreamReader output, Action<string> log)
    {
        while (await output.ReadLineAsync() is { } line) log(line);
    }
}
