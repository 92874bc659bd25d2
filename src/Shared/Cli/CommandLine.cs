using System.CommandLine;
using System.CommandLine.Invocation;
using SamosaChaat.Shared.Cli.AuditLog;
using SamosaChaat.Shared.Cli.Backups;
using SamosaChaat.Shared.Cli.Transfers;
using SamosaChaat.Shared.Cli.Upgrades;
using SamosaChaat.Shared.Cli.Users;
using SamosaChaat.Shared.Hosting;

namespace SamosaChaat.Shared.Cli;

/// <summary>Parses the arguments and runs the command. The default command is serve.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] arguments, ServerParts server)
    {
        var (settings, command) = Settings.Split(arguments);
        // Disables response files, because values may start with '@'.
        var parsed = Root(server, settings).Parse(command, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction wrong) wrong.ShowHelp = false;
        var code = await parsed.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            // Suggestions for a mistyped command go to stderr.
            Output = parsed.Errors.Count > 0 ? Console.Error : Console.Out,
            // The server handles signals itself and takes longer, because it waits for running turns.
            ProcessTerminationTimeout = null,
        });
        return parsed.Errors.Count > 0 ? ExitCode.Usage : code;
    }

    private static RootCommand Root(ServerParts server, string[] settings)
    {
        var root = new RootCommand(
            """
            Stores conversations and streams a model's answers while the model writes them.

            Every command accepts every setting of docs/operations.md, such as --Storage:Engine litedb
            """)
        {
            ServeCommand.Create(server, settings),
            DemoCommand.Create(server, settings),
            DoctorCommand.Create(server, settings),
            SeedCommand.Create(server, settings),
            CopyCommand.Create(),
            ExportCommand.Create(server, settings),
            ImportCommand.Create(server, settings),
            BackupCommand.Create(server, settings),
            RestoreCommand.Create(server, settings),
            UpgradeCommand.Create(server, settings),
            CompactCommand.Create(server, settings),
            TokenCommand.Create(server, settings),
            UserCommand.Create(server, settings),
            AuditCommand.Create(server, settings),
            KeysCommand.Create(server, settings),
            HealthCommand.Create(settings),
            VersionCommand.Create(),
        };
        root.SetAction((_, _) => ServeCommand.RunAsync(server, settings));
        return root;
    }
}
