using System.Diagnostics;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Bench.Measuring;

namespace SamosaChaat.Bench.Upstream;

/// <summary>The service in a process of its own.</summary>
internal sealed class NanochatProcess : IAsyncDisposable
{
    private readonly Process process;

    private NanochatProcess(Process process, string url)
    {
        this.process = process;
        Url = url;
        Use = new(process);
    }

    public string Url { get; }

    public ProcessUse Use { get; }

    public static async Task<NanochatProcess> StartAsync(NanochatOptions options)
    {
        var process = OwnProcess.Start(["nanochat", .. options.ToArguments()]);
        return new(process, await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The model's service did not start."));
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
