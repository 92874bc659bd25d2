using System.CommandLine;

namespace SamosaChaat.Shared.Cli;

/// <summary><c>samosachaat serve</c>, or no command at all.</summary>
internal static class ServeCommand
{
    public static Command Create(BuildServer build, string[] settings)
    {
        var command = new Command("serve", "Run the server. This is what happens without a command.");
        command.SetAction((_, _) => RunAsync(build, settings));
        return command;
    }

    public static Task<int> RunAsync(BuildServer build, string[] settings) => Attempt.RunAsync("start", async attempt =>
    {
        await using var app = build(settings);
        attempt.Urls = app.Configuration["urls"];
        await app.StartAsync();
        attempt.To = "stop in order";
        await app.WaitForShutdownAsync();
        return ExitCode.Ok;
    });
}
