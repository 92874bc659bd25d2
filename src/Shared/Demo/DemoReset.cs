using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Demo;

/// <summary>For a demo that many people use: every so often what they have left is taken away.</summary>
internal sealed partial class DemoReset(DemoData data, TimeProvider clock, IOptions<DemoModeOptions> options, ILogger<DemoReset> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.ResetEvery == TimeSpan.Zero) return;

        using var timer = new PeriodicTimer(options.Value.ResetEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await PutBackAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The demo ends.
        }
    }

    private async Task PutBackAsync(CancellationToken ct)
    {
        try
        {
            await data.PutBackAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // All or nothing was written; the next time may do better.
            LogFailed(logger, e);
        }
    }

    [LoggerMessage(3002, LogLevel.Error, "The demo could not be put back")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
