using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Demo;

/// <summary>Resets a public demo at regular intervals.</summary>
internal sealed partial class DemoReset(DemoData data, TimeProvider clock, IOptions<DemoModeOptions> options, ILogger<DemoReset> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.ResetEvery == TimeSpan.Zero) return;

        using var timer = new PeriodicTimer(options.Value.ResetEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await ResetAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The demo shuts down.
        }
    }

    private async Task ResetAsync(CancellationToken ct)
    {
        try
        {
            await data.ResetAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The reset is one transaction. The next reset may succeed.
            LogFailed(logger, e);
        }
    }

    [LoggerMessage(EventIds.DemoResetFailed, LogLevel.Error, "Cannot reset the demo")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
