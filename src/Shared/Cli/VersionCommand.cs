using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Cli;

/// <summary>The command <c>samosachaat version</c>.</summary>
internal static class VersionCommand
{
    public static Command Create()
    {
        var json = CommandOptions.Json();
        var command = new Command("version", "Print the version.") { json };
        command.SetAction(parsed =>
        {
            var version = ProgramVersion.Current;
            var (runtime, platform) = (RuntimeInformation.FrameworkDescription, RuntimeInformation.RuntimeIdentifier);
            Console.WriteLine(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new { version, runtime, platform }, Json.Options)
                : $"samosachaat {version} ({runtime}, {platform})");
        });
        return command;
    }
}
