using System.Diagnostics;
using System.Text.Json;
using SamosaChaat.Bench.Measuring;

namespace SamosaChaat.Bench.Hosting;

/// <summary>The program in a process of its own, on a port that the system chooses, with logging as in production.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>The event that names the addresses.</summary>
    private const int Listening = 1003;

    private static readonly string DotNet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static readonly string[] Rates = ["ReadsPerMinute", "WritesPerMinute", "TurnsPerMinute", "SignInsPerMinute", "FailedLogins", "ReadersPerUser"];

    private readonly Process process;

    private ServerProcess(Process process, Uri address, Action<string>? log)
    {
        this.process = process;
        Address = address;
        Use = new(process);
        // Its log may go nowhere, but it must go: a full pipe would stop the server. On a thread that sleeps meanwhile: the pool's look for work for a while before
        // they do, on processors that the server needs.
        if (log is null) new Thread(() => process.StandardOutput.BaseStream.CopyTo(Stream.Null)) { IsBackground = true }.Start();
        else _ = ReadLogAsync(process.StandardOutput, log);
    }

    public Uri Address { get; }

    public ProcessUse Use { get; }

    /// <summary>Null while it runs.</summary>
    public int? ExitCode => process.HasExited ? process.ExitCode : null;

    /// <param name="log">Is told every line of its log after the one that names the addresses.</param>
    /// <param name="settings">By name, such as <c>Streaming:KeepAlive</c>.</param>
    /// <param name="ct">Kills it while it starts.</param>
    /// <exception cref="InvalidOperationException">It ended before it listened; it has said why on stderr.</exception>
    public static async Task<ServerProcess> StartAsync(
        ServerSetup setup, Action<string>? log = null, (string Name, string Value)[]? settings = null, CancellationToken ct = default)
    {
        var process = Process.Start(StartInfo(setup, settings ?? []))!;
        try
        {
            while (await process.StandardOutput.ReadLineAsync(ct) is { } line)
            {
                using var entry = JsonDocument.Parse(line);
                if (entry.RootElement.GetProperty("event_id").GetInt32() != Listening) continue;
                return new ServerProcess(process, new Uri(entry.RootElement.GetProperty("urls").GetString()!), log);
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
            throw;
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
        await SignalAsync("TERM");
        await process.WaitForExitAsync().WaitAsync(patience);
        return process.ExitCode;
    }

    /// <param name="name">Such as <c>STOP</c>.</param>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    /// <summary>Starts the program without arguments yet, in the folder that has its settings.</summary>
    /// <param name="program">A published executable; null for the program that was built with this project.</param>
    public static ProcessStartInfo ProgramStart(string? program) => program is not null
        ? new(program) { WorkingDirectory = Path.GetDirectoryName(program) }
        : new(DotNet, [Path.Combine(AppContext.BaseDirectory, "samosachaat.dll")]) { WorkingDirectory = AppContext.BaseDirectory };

    private static ProcessStartInfo StartInfo(ServerSetup setup, (string Name, string Value)[] settings)
    {
        var start = ProgramStart(setup.Program);
        if (setup.Descriptors is { } descriptors)
        {
            string[] limited = ["-c", "ulimit -n \"$0\" && exec \"$@\"", $"{descriptors}", start.FileName, .. start.ArgumentList];
            start = new("/bin/sh", limited) { WorkingDirectory = start.WorkingDirectory };
        }

        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add("http://127.0.0.1:0");
        (start.RedirectStandardOutput, start.UseShellExecute) = (true, false);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        // The visitors of a run register.
        start.Environment["Auth__Registration"] = "open";
        start.Environment["Storage__Path"] = setup.Folder;
        start.Environment["Storage__Engine"] = setup.Engine;
        if (setup.ConnectionString is { } database) start.Environment["Storage__ConnectionString"] = database;
        // A run has few accounts, and each does the work of many.
        foreach (var rate in Rates) start.Environment[$"Limits__{rate}"] = "1000000000";
        foreach (var (name, value) in settings) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        return start;
    }

    private static async Task ReadLogAsync(StreamReader output, Action<string> log)
    {
        while (await output.ReadLineAsync() is { } line) log(line);
    }
}
