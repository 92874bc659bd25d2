using System.CommandLine;

namespace SamosaChaat.Shared.Cli;

/// <summary>Options that several commands have, each under one name and meaning.</summary>
internal static class CommandOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object instead of lines for people." };
}
