using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SamosaChaat.Bench.Measuring;

namespace SamosaChaat.Bench.Hosting;

/// <summary>nginx as a proxy that keeps nothing and passes on what comes as it comes, with a configuration, a folder and a port of its own.</summary>
internal sealed class NginxProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process master;
    private readonly string folder;

    private NginxProcess(Process master, string folder, int port)
    {
        (this.master, this.folder) = (master, folder);
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
    }

    public Uri Address { get; }

    /// <summary>Of the one that started the others, and theirs, which do the work.</summary>
    public TimeSpan Cpu => Tree.Cpu;

    public long Memory => Tree.Memory;

    private ProcessTree Tree => new(master.Id);

    /// <param name="text">One of <see cref="NginxConfiguration"/>.</param>
    /// <param name="services">What each first part of the path leads to.</param>
    /// <exception cref="InvalidOperationException">It is not installed, or does not start.</exception>
    public static async Task<NginxProcess> StartAsync(Func<string, int, (string Name, Uri Url)[], string> text, (string Name, Uri Url)[] services)
    {
        var folder = Directory.CreateTempSubdirectory("samosachaat-nginx-").FullName;
        var port = FreePort();
        var configuration = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(configuration, text(folder, port, services));
        var master = Process.Start(new ProcessStartInfo(Program(), ["-p", folder, "-c", configuration, "-e", "stderr"]))!;
        var nginx = new NginxProcess(master, folder, port);
        try
        {
            await nginx.ListensAsync();
            return nginx;
        }
        catch
        {
            await nginx.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // It ends its workers first; killed, it would leave them to whoever comes after it.
        using (var end = Process.Start("kill", ["-TERM", $"{master.Id}"])) await end.WaitForExitAsync();
        await master.WaitForExitAsync();
        master.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static string Program() => (Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin").Split(':').Select(place => Path.Combine(place, "nginx")).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("nginx is not installed here: what is measured is held against it.");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>It does not say when it listens.</summary>
    private async Task ListensAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (master.HasExited) throw new InvalidOperationException("nginx did not start; it has said why on stderr.");
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, Address.Port, patience.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20, patience.Token);
            }
        }
    }
}
