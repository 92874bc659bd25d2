namespace SamosaChaat.Shared.Cli;

/// <summary>
/// Extracts settings from the command line, in the form <c>--Storage:Engine litedb</c> or with <c>=</c>. It runs before the command is
/// parsed, so that a mistyped option is an error instead of an unknown setting.
/// </summary>
internal static class Settings
{
    // The settings of ASP.NET Core that belong to no section.
    private static readonly HashSet<string> OfTheHost = new(StringComparer.OrdinalIgnoreCase)
    {
        "urls", "http_ports", "https_ports", "environment", "contentRoot", "webRoot", "applicationName", "AllowedHosts",
        "captureStartupErrors", "detailedErrors", "preventHostingStartup", "hostingStartupAssemblies", "hostingStartupExcludeAssemblies",
        "preferHostingUrls", "shutdownTimeoutSeconds", "suppressStatusMessages",
    };

    /// <summary>Returns the settings with their values, and the command with its options, both in their original order.</summary>
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
        // Scripts also pass a section's bare name without a value.
        return name.Contains(':', StringComparison.Ordinal) || OfTheHost.Contains(name) || equals == argument.Length - 1;
    }
}
