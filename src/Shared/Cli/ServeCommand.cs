using System.CommandLine;
using SamosaChaat.Shared.Hosting;

namespace SamosaChaat.Shared.Cli;

/// <summary><c>samosachaat serve</c>, or no command at all.</summary>
internal static class ServeCommand
{
    public static Command Create(ServerParts server, string[] settings)
    {
        var command = new Command("serve", "Run the server. This is what happens without a command.");
        command.SetAction((_, _) => RunAsync(server, settings));
        return command;
    }

    public static Task<int> RunAsync(ServerParts server, string[] settings) => Attempt.RunAsync("start", async attempt =>
    {
        await using var app = server.Build(settings);
        attempt.Urls = app.Configuration["urls"];
        await app.StartAsync();
        attempt.To = "stop in order";
        await app.WaitForShutdownAsync();
        return ExitCode.Ok;
    });
}
