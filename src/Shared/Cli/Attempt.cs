using SamosaChaat.Shared.Hosting;

namespace SamosaChaat.Shared.Cli;

/// <summary>Runs the action of a command and reports a failure in one line.</summary>
internal sealed class Attempt
{
    /// <summary>The action, as the text after "cannot".</summary>
    public required string To { get; set; }

    /// <summary>The server's addresses, if they are already known.</summary>
    public string? Urls { get; set; }

    /// <summary>
    /// Runs the action. A problem that the operator can fix becomes a line on stderr and <see cref="ExitCode.Failed"/>. A bug stays an
    /// exception.
    /// </summary>
    public static async Task<int> RunAsync(string to, Func<Attempt, Task<int>> run)
    {
        var attempt = new Attempt { To = to };
        try
        {
            return await run(attempt);
        }
        catch (Exception e) when (StartFailure.Explain(e, attempt.Urls) is { } reason)
        {
            await Console.Error.WriteLineAsync($"samosachaat cannot {attempt.To}: {reason}");
            return ExitCode.Failed;
        }
    }
}
