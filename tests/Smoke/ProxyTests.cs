using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SamosaChaat.Tests.Smoke;

/// <summary>A proxy of the machine, where it is installed, with the configuration that deploy/ has for it; only addresses and folders are the test's.</summary>
public abstract class Proxy(string program) : HostedProgram("sqlite")
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-proxy-").FullName;
    private Process? process;

    public override Uri Address
    {
        get
        {
            Assert.SkipUnless(File is not null, $"{program} is not installed here.");
            return new Uri($"http://127.0.0.1:{Port}");
        }
    }

    protected int Port { get; } = FreePort();

    /// <summary>Where the server itself listens, as it stands in a configuration.</summary>
    protected string Upstream => base.Address.Authority;

    private string? File => (Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin").Split(':').Select(place => Path.Combine(place, program)).FirstOrDefault(System.IO.File.Exists);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        if (File is null) return;
        var start = new ProcessStartInfo(File, Arguments()) { RedirectStandardError = true, RedirectStandardOutput = true };
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

    public override async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            // With its workers.
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes its configuration and says how it is started, in the foreground.</summary>
    protected abstract string[] Arguments();

    /// <summary>Writes a file of deploy/ with these replaced, each of which must be there; returns where.</summary>
    protected string Deploy(string name, params (string There, string Here)[] replacements)
    {
        var text = SourceTree.Read($"deploy/{name}");
        foreach (var (there, here) in replacements)
        {
            Assert.Contains(there, text, StringComparison.Ordinal);
            text = text.Replace(there, here, StringComparison.Ordinal);
        }

        return Write(name, text);
    }

    protected string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
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

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}

public class Nginx() : Proxy("nginx")
{
    protected override string[] Arguments()
    {
        var locations = Deploy("nginx-proxy.conf");
        var site = Deploy("nginx.conf", ("127.0.0.1:8002", Upstream), ("listen 80;", $"listen 127.0.0.1:{Port};"), ("/etc/nginx/samosachaat-proxy.conf", locations));
        var main = Write("main.conf", $$"""
            daemon off;
            pid {{site}}.pid;
            error_log stderr;
            events { }
            http {
              access_log off;
              client_body_temp_path {{site}}.body;
              proxy_temp_path {{site}}.proxy;
              include {{site}};
            }
            """);
        return ["-c", main];
    }
}

/// <summary>For a server whose name others share: every path begins with /api.</summary>
public sealed class NginxUnderApi : Nginx
{
    protected override HttpMessageHandler Handler() => new UnderApi { InnerHandler = base.Handler() };

    private sealed class UnderApi : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var url = request.RequestUri!;
            // The server's own links have it already.
            if (!url.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal)) request.RequestUri = new UriBuilder(url) { Path = $"/api{url.AbsolutePath}" }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}

public sealed class Caddy() : Proxy("caddy")
{
    protected override string[] Arguments() =>
    [
        "run",
        "--adapter",
        "caddyfile",
        "--config",
        // Its administration would take a port of its own.
        Write("Main", $"{{\n\tadmin off\n}}\nimport {Deploy("Caddyfile", (":80 {", $"http://127.0.0.1:{Port} {{"), ("127.0.0.1:8002", Upstream))}\n"),
    ];
}

public sealed class SmokeBehindNginx(Nginx host) : SmokeTests(host), IClassFixture<Nginx>;

public sealed class SmokeBehindNginxUnderApi(NginxUnderApi host) : SmokeTests(host), IClassFixture<NginxUnderApi>;

public sealed class SmokeBehindCaddy(Caddy host) : SmokeTests(host), IClassFixture<Caddy>;
