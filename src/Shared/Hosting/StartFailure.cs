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
    public static string? Explain(Exception error, string? urls)
    {
        var reason = error switch
        {
            // Several sections are invalid.
            AggregateException { InnerExceptions: var all } when all.All(e => e is OptionsValidationException) => string.Join(
                "; ", all.Select(e => e.Message)),
            CannotStartException or BackupFailedException or InsufficientStorageException
                or OptionsValidationException or InvalidDataException or IOException =>
                error.Message,
            // These two components have no exception type of their own for unreadable settings. Any other such exception is a bug and keeps
            // its stack trace.
            InvalidOperationException { Source: Binder or Kestrel } => error.Message,
            // Only the server's addresses are parsed or bound this early. The system's messages do not name them.
            FormatException or SocketException => $"urls '{urls}': {error.Message}",
            _ => null,
        };
        return reason?.ReplaceLineEndings(" ");
    }
}
