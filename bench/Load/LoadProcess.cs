using System.Diagnostics;
using System.Text.Json;
using SamosaChaat.Bench.Hosting;

namespace SamosaChaat.Bench.Load;

/// <summary>The load generator as whoever measures sees it.</summary>
internal sealed class LoadProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly string? accountsFile;

    private LoadProcess(Process process, string? accountsFile) => (this.process, this.accountsFile) = (process, accountsFile);

    /// <param name="accounts">Whose conversations the turns go to; null where a model's service is asked.</param>
    public static async Task<LoadProcess> StartAsync(Uri target, Account[]? accounts = null)
    {
        if (accounts is null) return new(OwnProcess.Start("load", "--target", target.OriginalString), null);
        // Only its owner may read it.
        var file = Path.GetTempFileName();
        await Account.SaveAsync(file, accounts);
        return new(OwnProcess.Start("load", "--target", target.OriginalString, "--accounts", file), file);
    }

    public async Task<LoadResult> AskAsync(LoadOrder order)
    {
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order));
        await process.StandardInput.FlushAsync();
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The load generator ended; it has said why on stderr.");
        return JsonSerializer.Deserialize<LoadResult>(line)!;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        if (accountsFile is not null) File.Delete(accountsFile);
    }
}
