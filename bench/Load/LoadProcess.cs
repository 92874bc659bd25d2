using System.Diagnostics;
using System.Text.Json;
using SamosaChaat.Bench.Hosting;

namespace SamosaChaat.Bench.Load;

/// <summary>The load generator as whoever measures sees it.</summary>
internal sealed class LoadProcess : IAsyncDisposable
{
    /// <summary>Whoever waits for bytes goes on where the system says that they are there: nobody is woken up for it, which is a third of what a client costs.</summary>
    private static readonly (string Name, string Value) Inline = ("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

    private readonly Process process;
    private readonly string? accountsFile;

    private LoadProcess(Process process, string? accountsFile) => (this.process, this.accountsFile) = (process, accountsFile);

    /// <param name="accounts">Whose conversations the turns go to; null where a model's service is asked.</param>
    public static async Task<LoadProcess> StartAsync(Uri target, Account[]? accounts = null)
    {
        string[] arguments = ["load", "--target", target.OriginalString];
        if (accounts is null) return new(OwnProcess.Start(arguments, Inline), null);
        // Only its owner may read it.
        var file = Path.GetTempFileName();
        await Account.SaveAsync(file, accounts);
        return new(OwnProcess.Start([.. arguments, "--accounts", file], Inline), file);
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
