using SamosaChaat.Shared.Hosting;

namespace SamosaChaat.Shared.Cli;

/// <summary>Runs the action of a command and reports a failure in one line.</summary>
internal sealed class CommandRun
{
    /// <summary>The action, as the text after "cannot".</summary>
    public required string To { get; set; }

    /// <summary>The server's settings, if they are already known.</summary>
    public IConfiguration? Settings { get; private set; }

    /// <summary>Takes the settings of a server that is about to be built, and checks its addresses before it creates anything.</summary>
    public void Begin(IConfiguration settings)
    {
        Settings = settings;
        AddressCheck.Run(settings);
    }

    /// <summary>
    /// Runs the action. A problem that the operator can fix becomes a line on stderr and <see cref="ExitCode.Failed"/>. A bug stays an
    /// exception.
    /// </summary>
    public static async Task<int> RunAsync(string to, Func<CommandRun, Task<int>> run)
    {
        var command = new CommandRun { To = to };
        try
        {
            return await run(command);
        }
        catch (Exception e) when (StartFailure.Explain(e, command.Settings) is { } reason)
        {
            await Console.Error.WriteLineAsync($"samosachaat cannot {command.To}: {reason}");
            return ExitCode.Failed;
        }
    }
}
