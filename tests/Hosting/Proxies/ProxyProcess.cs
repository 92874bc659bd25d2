using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SamosaChaat.Tests.Hosting.Proxies;

/// <summary>Runs a proxy of the machine with a file of deploy/. Only addresses and folders are the test's.</summary>
internal sealed class ProxyProcess(string program) : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-proxy-").FullName;
    private Process? process;

    /// <summary>True if this machine has it.</summary>
    public bool IsInstalled => Programs.Folder(program) is not null;

    public int Port { get; } = OwnPostgres.FreePort();

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>Starts it in the foreground, and waits until it listens.</summary>
    public async Task StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Programs.Path(program), arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        // Caddy keeps its state below the home folder.
        start.Environment["HOME"] = start.Environment["XDG_DATA_HOME"] = start.Environment["XDG_CONFIG_HOME"] = folder;
        process = Process.Start(start)!;
        Children.Add(process);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        using var patience = new CancellationTokenSource(Patience.Limit);
        // It does not say when it listens.
        while (!await ListensAsync(patience.Token)) await Task.Delay(20, patience.Token);
    }

    /// <summary>Starts Caddy with a file of deploy/ that serves port 80.</summary>
    public Task StartCaddyAsync(string name, params (string There, string Here)[] replacements)
    {
        var site = Deploy(name, [(":80 {", $"{Address.OriginalString} {{"), .. replacements]);
        // Its administration would take a port of its own.
        return StartAsync("run", "--adapter", "caddyfile", "--config", Write("Main", $"{{\n\tadmin off\n}}\nimport {site}\n"));
    }

    /// <summary>Writes a file of deploy/ with these replaced, each of which must be there. Returns the path.</summary>
    public string Deploy(string name, params (string There, string Here)[] replacements)
    {
        var text = SourceTree.Read($"deploy/{name}");
        foreach (var (there, here) in replacements)
        {
            Assert.Contains(there, text, StringComparison.Ordinal);
            text = text.Replace(there, here, StringComparison.Ordinal);
        }

        return Write(name, text);
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            // With its workers.
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private async Task<bool> ListensAsync(CancellationToken ct)
    {
        Assert.False(process!.HasExited, $"{program} ended by itself.");
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Port, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
