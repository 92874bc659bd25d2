using System.CommandLine;
using System.CommandLine.Invocation;
using SamosaChaat.Shared.Hosting;

namespace SamosaChaat.Shared.Cli;

/// <summary>The program's verbs. Without one it serves.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] arguments, ServerParts server)
    {
        var (settings, command) = Settings.Split(arguments);
        // '@' begins a file of arguments otherwise, and a value may begin with it.
        var parsed = Root(server, settings).Parse(command, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction wrong) wrong.ShowHelp = false;
        var code = await parsed.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            // What a mistyped command might have meant is no output of the program.
            Output = parsed.Errors.Count > 0 ? Console.Error : Console.Out,
            // The server handles signals itself, and takes longer: running turns are given time to end.
            ProcessTerminationTimeout = null,
        });
        return parsed.Errors.Count > 0 ? ExitCode.Usage : code;
    }

    private static RootCommand Root(ServerParts server, string[] settings)
    {
        var root = new RootCommand(
            """
            Stores conversations, streams a model's answer while it is written, and loses neither.

            Any setting of docs/operations.md may stand behind any command: --Storage:Engine litedb
            """)
        {
            ServeCommand.Create(server, settings),
            DemoCommand.Create(server, settings),
            DoctorCommand.Create(server, settings),
            SeedCommand.Create(server, settings),
            TokenCommand.Create(server, settings),
            HealthCommand.Create(settings),
            VersionCommand.Create(),
        };
        root.SetAction((_, _) => ServeCommand.RunAsync(server, settings));
        return root;
    }
}
