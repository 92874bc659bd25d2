using SamosaChaat.Bench.Hosting;

namespace SamosaChaat.Bench.Kills;

/// <summary>Something that a server does, for a client or by itself. The server is killed, or stops when it is done.</summary>
internal sealed class ServerOperationRun : IOperationRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ServerProcess server;

    private ServerOperationRun(ServerProcess server, Func<HttpClient, Task<string?>> work)
    {
        this.server = server;
        Ended = RunAsync(work);
    }

    public Task<string?> Ended { get; }

    /// <param name="work">Returns the reason of a failure, or null.</param>
    public static async Task<ServerOperationRun> StartAsync(
        ServerSetup setup, Func<HttpClient, Task<string?>> work, Action<string>? log = null)
    {
        (string, string)[] settings = [("Storage:Reserve", "0"), ("Cluster:Lease", "00:01:00"), ("DOTNET_EnableDiagnostics", "0")];
        return new(await ServerProcess.StartAsync(setup, log, settings), work);
    }

    public async Task KillAsync()
    {
        await server.KillAsync();
        await Ended;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task<string?> RunAsync(Func<HttpClient, Task<string?>> work)
    {
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = Patience };
        try
        {
            var failure = await work(http);
            return failure ?? (await server.TerminateAsync(Patience) is var code and not 0 ? $"the server ended with {code}" : null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return e.Message;
        }
    }
}
