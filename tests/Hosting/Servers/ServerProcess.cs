using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SamosaChaat.Tests.Hosting.Servers;

/// <summary>The program as a process of its own: what it prints, how it exits, and a start after a kill are only seen from outside.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly List<string> output = [];
    private readonly List<string> errors = [];
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Take(line.Data, output);
        process.ErrorDataReceived += (_, line) => Take(line.Data, errors);
        process.Start();
        Children.Add(process);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Http = new HttpClient(new ContractHandler(new SocketsHttpHandler())) { Timeout = Patience.Limit };
    }

    private event Action<string>? Printed;

    /// <summary>A client of it, once it listens.</summary>
    public HttpClient Http { get; }

    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    public string[] Output => Copy(output);

    public string[] Errors => Copy(errors);

    /// <summary>Starts it and waits until it listens, on a port that the system chooses unless the settings say otherwise.</summary>
    public static async Task<ServerProcess> StartAsync(string engine, params (string Key, string Value)[] settings)
    {
        var server = Launch([], Usual(engine, settings));
        await server.ListensAsync();
        return server;
    }

    /// <summary>The same with the program that was built with the tests, whose libraries are files of their own.</summary>
    public static async Task<ServerProcess> StartBuiltAsync(string engine, params (string Key, string Value)[] settings)
    {
        var server = Launch("dotnet", [ProgramFile.Built], Usual(engine, settings));
        await server.ListensAsync();
        return server;
    }

    /// <summary>Starts it with these arguments and settings alone; the settings go through the environment.</summary>
    public static ServerProcess Launch(string[] arguments, params (string Key, string Value)[] settings)
    {
        var (file, all) = ProgramFile.Command(arguments);
        return Launch(file, all, settings);
    }

    /// <summary>The same with another file.</summary>
    public static ServerProcess Launch(string program, string[] arguments, params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(inherited);
        // It ends long before a profile of it pays off.
        start.Environment["DOTNET_TieredPGO"] = "0";
        // The program decides that by itself.
        start.Environment.Remove(SocketContinuations.Variable);
        foreach (var (key, value) in settings) start.Environment[key == "urls" ? "ASPNETCORE_URLS" : key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return new ServerProcess(start);
    }

    /// <summary>Waits until it says where it listens.</summary>
    public async Task<Uri> ListensAsync()
    {
        var first = await Task.WhenAny(listening.Task, process.WaitForExitAsync()).WaitAsync(Patience.Limit);
        Assert.True(first == listening.Task, $"It ended: {string.Join('\n', Errors)}");
        return Http.BaseAddress = await listening.Task;
    }

    /// <summary>A client of somebody who signed in before, perhaps with an earlier process on the same folder; of nobody without a token.</summary>
    public HttpClient Client(string? accessToken = null)
    {
        var http = new HttpClient { BaseAddress = Http.BaseAddress, Timeout = Patience.Limit };
        if (accessToken is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return http;
    }

    /// <summary>Waits for the first line on stdout that is like this; it may have come already.</summary>
    public async Task<string> SaysAsync(Func<string, bool> wanted)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Printed += Look;
        foreach (var line in Output) Look(line);
        try
        {
            return await found.Task.WaitAsync(Patience.Limit);
        }
        finally
        {
            Printed -= Look;
        }

        void Look(string line)
        {
            if (wanted(line)) found.TrySetResult(line);
        }
    }

    /// <summary>Waits until it logs an event; it may have come already.</summary>
    public async Task<JsonElement> LogsAsync(int eventId) =>
        JsonSerializer.Deserialize<JsonElement>(await SaysAsync(line => line.Contains($"\"event_id\":{eventId},", StringComparison.Ordinal)));

    /// <summary>Where it serves its metrics, which are its own: servers in one process see those of each other.</summary>
    public async Task<Uri> MetricsAsync() => new((await LogsAsync(1004)).Text("url"));

    /// <summary>Gives it this on standard input, and no more.</summary>
    public async Task InputAsync(string text)
    {
        await process.StandardInput.WriteAsync(text);
        process.StandardInput.Close();
    }

    /// <summary>Asks it to end, as a service manager does, or with HUP as a terminal does that is closed.</summary>
    public async Task AskToEndAsync(string signal = "TERM")
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Asks it to end and waits until it has.</summary>
    public async Task<int> TerminateAsync()
    {
        await AskToEndAsync();
        return await ExitCodeAsync();
    }

    /// <summary>SIGKILL: it gets no chance to put anything in order.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await ExitCodeAsync();
    }

    /// <summary>Waits for its end and for the last of what it prints.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Patience.Limit);
        return process.ExitCode;
    }

    /// <summary>Waits for its end, which must be with 1, and for the one line that it prints on stderr; what it may print on stdout is log events.</summary>
    public async Task<string> RefusalAsync()
    {
        var code = await ExitCodeAsync();

        foreach (var entry in Output) Assert.StartsWith("{\"time\":", entry, StringComparison.Ordinal);
        var line = Assert.Single(Errors);
        Assert.Equal(1, code);
        return line;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static (string Key, string Value)[] Usual(string engine, (string Key, string Value)[] settings) =>
    [
        ("Storage:Engine", engine), ("urls", "http://127.0.0.1:0"), ("Demo:TokensPerSecond", "0"), ("Auth:Registration", "open"),
        .. StoreSettings.Complete(engine, settings),
    ];

    private void Take(string? line, List<string> lines)
    {
        if (line is null) return;
        lock (lines) lines.Add(line);
        if (lines != output) return;
        Printed?.Invoke(line);
        // In production a property of the first event, in development the first of three lines.
        if (StartupBanner().Match(line) is { Success: true } match) listening.TrySetResult(new Uri(match.Groups[1].Value));
    }

    private static string[] Copy(List<string> lines)
    {
        lock (lines) return [.. lines];
    }

    [GeneratedRegex("(?:\"urls\":\"|samosaChaat listens on )(http://[^\", ]+)")]
    private static partial Regex StartupBanner();
}
