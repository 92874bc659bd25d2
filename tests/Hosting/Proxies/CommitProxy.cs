using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SamosaChaat.Tests.Hosting.Proxies;

/// <summary>What it does, once, with a statement and its answer.</summary>
public enum Fate
{
    /// <summary>The statement does not arrive, and the connection breaks.</summary>
    CutBefore,

    /// <summary>The statement is done, and the connection breaks before the answer arrives.</summary>
    CutAfter,

    /// <summary>The statement does not arrive, and the connection stays open in silence.</summary>
    SilenceBefore,

    /// <summary>The statement is done, and the connection stays open in silence.</summary>
    SilenceAfter,
}

/// <summary>
/// Stands between the program and PostgreSQL, and loses one statement or its answer. It finds the statement by its text, which a client sends
/// that does not prepare it.
/// </summary>
internal sealed class CommitProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly Task accepting;
    private readonly TaskCompletionSource cut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Trap? trap;

    public CommitProxy(int port)
    {
        listener.Start();
        accepting = AcceptAsync(port);
    }

    public string ConnectionString =>
        $"Host=127.0.0.1;Port={((IPEndPoint)listener.LocalEndpoint).Port};{OwnPostgres.Account};Max Auto Prepare=0;Command Timeout=4;Cancellation Timeout=-1";

    /// <summary>Lets the next such statement meet its fate. Returns a task that completes when it has.</summary>
    public Task Await(string statement, Fate fate)
    {
        var set = new Trap(Encoding.ASCII.GetBytes(statement + "\0"), fate, new(TaskCreationOptions.RunContinuationsAsynchronously));
        trap = set;
        return set.Sprung.Task;
    }

    /// <summary>Breaks the connections that are silent. Until then their clients do not even hear of the end of the server.</summary>
    public void CutSilent() => cut.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await accepting;
        ending.Dispose();
    }

    private async Task AcceptAsync(int port)
    {
        try
        {
            while (true) _ = CarryAsync(await listener.AcceptTcpClientAsync(), port);
        }
        catch (SocketException)
        {
            // The listener was stopped.
        }
    }

    private async Task CarryAsync(TcpClient near, int port)
    {
        using var client = near;
        using var far = new TcpClient();
        // Completes when the answer has come that gets lost. Null while nothing gets lost.
        TaskCompletionSource? lost = null;
        var isSilent = false;
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, port, ending.Token);
            _ = AnswerAsync();
            await PumpAsync(near, far, async message =>
            {
                if (trap is not { } set || message.Span.IndexOf(set.Statement) < 0 || Interlocked.CompareExchange(ref trap, null, set) != set) return true;
                if (set.Fate is Fate.CutAfter or Fate.SilenceAfter)
                {
                    lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
                    await far.GetStream().WriteAsync(message, ending.Token);
                    await lost.Task.WaitAsync(ending.Token);
                }

                isSilent = set.Fate is Fate.SilenceBefore or Fate.SilenceAfter;
                set.Sprung.TrySetResult();
                if (isSilent) await cut.Task.WaitAsync(ending.Token);
                throw new IOException("It is cut.");
            });
        }
        catch (Exception e) when (IsEnd(e))
        {
            // One end is gone.
        }

        async Task AnswerAsync()
        {
            try
            {
                await PumpAsync(far, near, _ =>
                {
                    lost?.TrySetResult();
                    return new(lost is null);
                });
            }
            catch (Exception e) when (IsEnd(e))
            {
                // One end is gone.
            }

            if (!isSilent) near.Close();
        }
    }

    /// <param name="passes">Returns false for what does not arrive.</param>
    private async Task PumpAsync(TcpClient from, TcpClient to, Func<ReadOnlyMemory<byte>, ValueTask<bool>> passes)
    {
        var some = new byte[65_536];
        while (await from.GetStream().ReadAsync(some, ending.Token) is > 0 and var count)
        {
            if (await passes(some.AsMemory(0, count))) await to.GetStream().WriteAsync(some.AsMemory(0, count), ending.Token);
        }
    }

    private static bool IsEnd(Exception e) => e is IOException or SocketException or InvalidOperationException or OperationCanceledException;

    private sealed record Trap(byte[] Statement, Fate Fate, TaskCompletionSource Sprung);
}
