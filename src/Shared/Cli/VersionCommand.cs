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
        command.SetAction(parsed => Console.WriteLine(parsed.GetValue(json)
            ? JsonSerializer.Serialize(new { version = ProgramVersion.Current, runtime = RuntimeInformation.FrameworkDescription, platform = RuntimeInformation.RuntimeIdentifier }, Json.Options)
            : $"samosachaat {ProgramVersion.Current} ({RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier})"));
        return command;
    }
}
