using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.Cli;

/// <summary><c>samosachaat version</c>.</summary>
internal static class VersionCommand
{
    /// <summary>As in the project file, such as <c>0.1.0</c>; a build from a repository adds <c>+</c> and the commit.</summary>
    public static string Current => typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static Command Create()
    {
        var json = CommandOptions.Json();
        var command = new Command("version", "Say which version this is.") { json };
        command.SetAction(parsed => Console.WriteLine(parsed.GetValue(json)
            ? JsonSerializer.Serialize(new { version = Current, runtime = RuntimeInformation.FrameworkDescription, platform = RuntimeInformation.RuntimeIdentifier }, Json.Options)
            : $"samosachaat {Current} ({RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier})"));
        return command;
    }
}
