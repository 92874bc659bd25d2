using SamosaChaat.Shared.Hosting;

namespace SamosaChaat.Shared.Cli;

/// <summary>What a command tries to do, for the one line that says why it cannot.</summary>
internal sealed class Attempt
{
    /// <summary>Behind "cannot".</summary>
    public required string To { get; set; }

    /// <summary>Where the server is to listen, if it is known yet.</summary>
    public string? Urls { get; set; }

    /// <summary>Runs it. What is for the operator to mend becomes a line on stderr and <see cref="ExitCode.Failed"/>; a fault of ours stays an exception.</summary>
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
