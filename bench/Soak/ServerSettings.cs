using System.Globalization;
using SamosaChaat.Shared.Turns;

namespace SamosaChaat.Bench.Soak;

/// <summary>How the program is set for a soak: as by default, but in more of a hurry, so that the rare ways are gone often.</summary>
internal static class ServerSettings
{
    /// <param name="regenerates">What was cut off is run again at start.</param>
    public static (string Name, string Value)[] For(bool strict, string modelUrl, bool regenerates) =>
    [
        ("Inference:Upstreams:0:Name", "soak"),
        ("Inference:Upstreams:0:Kind", "nanochat"),
        ("Inference:Upstreams:0:BaseUrl", modelUrl),
        ("Inference:MaxHistoryMessages", "8"),
        ("Auth:AccessTokenLifetime", "1.00:00:00"),
        ("Streaming:CheckpointInterval", Text(strict ? TimeSpan.Zero : SoakOptions.CheckpointInterval)),
        ("Streaming:Recovery", regenerates ? StreamingOptions.Regenerate : StreamingOptions.Interrupt),
        ("Streaming:KeepAlive", "00:00:01"),
        ("Streaming:AnswerWait", "00:00:01"),
        ("Streaming:FirstTokenTimeout", "00:00:05"),
        ("Streaming:StallTimeout", "00:00:05"),
        ("Streaming:DrainTimeout", "00:00:01"),
        // Its sockets for debuggers would stay behind after each kill.
        ("DOTNET_EnableDiagnostics", "0"),
        ("Logging:LogLevel:Default", "Warning"),
        // Says why, should a part of the program take the whole down.
        ("Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host", "Error"),
        ("Logging:LogLevel:SamosaChaat.Shared.Hosting.StartupBanner", "Information"),
    ];

    private static string Text(TimeSpan duration) => duration.ToString("c", CultureInfo.InvariantCulture);
}
