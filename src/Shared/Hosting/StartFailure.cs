using System.Net.Sockets;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Backup;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Hosting;

internal static class StartFailure
{
    private const string Binder = "Microsoft.Extensions.Configuration.Binder";
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel.Core";

    /// <summary>
    /// Explains in one line why the program cannot start, such as a wrong setting or a port in use. Returns null if the error is a bug.
    /// </summary>
    /// <param name="settings">The settings, if they are known.</param>
    public static string? Explain(Exception error, IConfiguration? settings)
    {
        var reason = error switch
        {
            // Several sections are invalid.
            AggregateException { InnerExceptions: var all } when all.All(e => e is OptionsValidationException) => All(
                all.Cast<OptionsValidationException>().SelectMany(e => e.Failures)),
            OptionsValidationException invalid => All(invalid.Failures),
            CannotStartException or BackupFailedException or InsufficientStorageException or InvalidDataException or IOException =>
                error.Message,
            // These two components have no exception type of their own for unreadable settings. Any other such exception is a bug and keeps
            // its stack trace.
            InvalidOperationException { Source: Binder or Kestrel } => SettingFault.Reword(error.Message, settings),
            // Only the server's addresses are parsed or bound this early. The system's messages do not name them.
            FormatException or SocketException => $"urls '{settings?["urls"]}': {error.Message}",
            _ => null,
        };
        return reason?.ReplaceLineEndings(" ");

        string All(IEnumerable<string> faults) => string.Join("; ", faults.Select(fault => SettingFault.Reword(fault, settings)));
    }
}
