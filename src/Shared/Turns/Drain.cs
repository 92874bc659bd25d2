using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Turns;

/// <summary>
/// Shuts turns down with the server. No new turn starts. Running turns have <see cref="StreamingOptions.DrainTimeout"/> to end by
/// themselves. The others are stored as interrupted. A second signal ends the wait at once.
/// </summary>
internal sealed partial class Drain(
    ActiveTurns activeTurns, TurnSlots slots, TimeProvider clock, IOptions<StreamingOptions> options, ILogger<Drain> logger) : IHostedLifecycleService
{
    private volatile bool started;

    public bool HasBegun => started;

    /// <summary>
    /// Runs before the HTTP server stops. The HTTP server waits for open streams, and those end with their turns.
    /// </summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        started = true;
        // A turn that is being stored has its slot already, and it is not active yet.
        var waiting = slots.Count;
        if (waiting > 0)
        {
            await WaitAsync(waiting, cancellationToken);
        }

        activeTurns.StopAll(FinishReasons.Interrupted);
        await activeTurns.AllEnded.WaitAsync(cancellationToken);
    }

    /// <summary>Waits for the last turns. No request can start another one now.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => activeTurns.AllEnded.WaitAsync(cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task WaitAsync(int turns, CancellationToken ct)
    {
        var impatient = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => impatient.TrySetResult());
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => impatient.TrySetResult());
        // The log entry comes after the registrations, because its reader may send the second signal at once.
        LogWaits(logger, turns, options.Value.DrainTimeout);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(slots.Empty, impatient.Task, Task.Delay(options.Value.DrainTimeout, clock, over.Token));
        await over.CancelAsync();
    }

    [LoggerMessage(EventIds.ShutdownWaits, LogLevel.Information, "Shutdown waits up to {timeout} for {turns} running turns")]
    private static partial void LogWaits(ILogger logger, int turns, TimeSpan timeout);
}
