using System.Diagnostics;
using SamosaChaat.Bench.Measuring;

namespace SamosaChaat.Bench.Hosting;

/// <summary>A command of this program that prints its URL and serves, in a process of its own.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private readonly Process process;

    private ServiceProcess(Process process, string url) => (this.process, Url, Use) = (process, new(url), new(process));

    public Uri Url { get; }

    public ProcessUse Use { get; }

    public static async Task<ServiceProcess> StartAsync(params string[] command)
    {
        var process = OwnProcess.Start(command);
        return new(process, await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{command[0]} did not start."));
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
