using System.CommandLine;
using SamosaChaat.Shared.Hosting;

namespace SamosaChaat.Shared.Cli;

/// <summary>The command <c>samosachaat serve</c>, which is also the default.</summary>
internal static class ServeCommand
{
    public static Command Create(ServerParts server, string[] settings)
    {
        var command = new Command("serve", "Run the server. This is the default command.");
        command.SetAction((_, _) => RunAsync(server, settings));
        return command;
    }

    public static Task<int> RunAsync(ServerParts server, string[] settings) => CommandRun.RunAsync("start", async command =>
    {
        await using var app = server.Build(settings, builder => command.Begin(builder.Configuration));
        await app.StartAsync();
        command.To = "shut down";
        await app.WaitForShutdownAsync();
        return ExitCode.Ok;
    });
}
