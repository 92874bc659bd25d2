namespace SamosaChaat.Shared.Cli;

/// <summary>
/// Any setting may stand on the command line, <c>--Storage:Engine litedb</c> or with <c>=</c>. Settings are taken out before commands and options are
/// looked at, so that a mistyped option is an error and not a setting that nobody reads.
/// </summary>
internal static class Settings
{
    // Those of ASP.NET Core itself that are in no section.
    private static readonly HashSet<string> OfTheHost = new(StringComparer.OrdinalIgnoreCase)
    {
        "urls", "http_ports", "https_ports", "environment", "contentRoot", "webRoot", "applicationName", "AllowedHosts",
        "captureStartupErrors", "detailedErrors", "preventHostingStartup", "hostingStartupAssemblies", "hostingStartupExcludeAssemblies",
        "preferHostingUrls", "shutdownTimeoutSeconds", "suppressStatusMessages",
    };

    /// <summary>The settings with their values, and the command with its options, each in its order.</summary>
    public static (string[] Settings, string[] Command) Split(IReadOnlyList<string> arguments)
    {
        var settings = new List<string>();
        var command = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            if (!IsSetting(argument, equals))
            {
                command.Add(argument);
                continue;
            }

            settings.Add(argument);
            if (equals < 0 && i + 1 < arguments.Count) settings.Add(arguments[++i]);
        }

        return ([.. settings], [.. command]);
    }

    private static bool IsSetting(string argument, int equals)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal)) return false;
        var name = equals < 0 ? argument[2..] : argument[2..equals];
        // A section's bare name with no value: so whole configurations are handed on.
        return name.Contains(':', StringComparison.Ordinal) || OfTheHost.Contains(name) || equals == argument.Length - 1;
    }
}
