using System.Net.Sockets;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Hosting;

internal static class StartFailure
{
    /// <summary>In one line what keeps the program from starting: a wrong setting, a folder in use, a port taken. Null where it is a fault of ours.</summary>
    public static string? Explain(Exception error, string? urls)
    {
        var reason = error switch
        {
            // Several sections at once.
            AggregateException { InnerExceptions: var all } when all.All(e => e is OptionsValidationException) => string.Join("; ", all.Select(e => e.Message)),
            CannotStartException or OptionsValidationException or InvalidDataException or IOException => error.Message,
            // Both have no type of their own for a setting that they cannot read. Any other is a fault of ours and keeps its stack trace.
            InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" or "Microsoft.AspNetCore.Server.Kestrel.Core" } => error.Message,
            // Only the server's addresses are parsed or bound so early, and the system's words do not say which.
            FormatException or SocketException => $"urls '{urls}': {error.Message}",
            _ => null,
        };
        return reason?.ReplaceLineEndings(" ");
    }
}
