namespace SamosaChaat.Bench.Kills;

/// <summary>A server that fills the index of words, until the index has all.</summary>
internal sealed class IndexRun : IOperationRun
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly CommandRun server;

    /// <param name="isDone">Looks into the store beside the server.</param>
    public IndexRun(CommandRun server, Func<bool> isDone)
    {
        this.server = server;
        Ended = RunAsync(isDone);
    }

    public Task<string?> Ended { get; }

    public async Task KillAsync()
    {
        await server.KillAsync();
        await Ended;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task<string?> RunAsync(Func<bool> isDone)
    {
        while (!server.Ended.IsCompleted && !isDone()) await Task.Delay(Look);
        if (server.Ended.IsCompleted) return await server.Ended;
        // It serves on, and may not have come far enough to end in order.
        await server.KillAsync();
        return null;
    }
}
