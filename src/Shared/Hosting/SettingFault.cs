using System.Text.RegularExpressions;

namespace SamosaChaat.Shared.Hosting;

/// <summary>Says what is wrong with a setting: its name, the rule, and its value. The libraries that find it speak of their own types.</summary>
internal static partial class SettingFault
{
    private const int MostCharacters = 100;

    /// <param name="found">The sentence of whatever has read or checked the setting.</param>
    public static string Reword(string found, IConfiguration? settings)
    {
        if (Unreadable().Match(found) is { Success: true } unreadable)
        {
            return WithValue($"{unreadable.Groups["name"]} must be {Kind(unreadable.Groups["type"].Value)}.", settings);
        }

        return WithValue(Annotated().Match(found) is { Success: true } annotated ? annotated.Groups["rule"].Value : found, settings);
    }

    private static string WithValue(string rule, IConfiguration? settings)
    {
        var name = Name().Match(rule).Value;
        if (name.Length == 0 || settings?[name] is not { } value || Secret().IsMatch(name)) return rule;
        var shown = value.Length > MostCharacters ? $"{value[..MostCharacters]}…" : value;
        return rule.Contains($"'{value}'", StringComparison.Ordinal) ? rule : $"{rule} It is '{shown}'.";
    }

    private static string Kind(string type) => type switch
    {
        "System.TimeSpan" => "a duration such as 00:00:30",
        "System.Boolean" => "true or false",
        "System.Int32" or "System.Int64" => "a whole number",
        "System.Double" => "a number",
        _ => "a value of another kind",
    };

    [GeneratedRegex("^Failed to convert configuration value .*at '(?<name>[^']+)' to type '(?<type>[^'`]+)", RegexOptions.Singleline)]
    private static partial Regex Unreadable();

    [GeneratedRegex("^DataAnnotation validation failed for .* with the error: '(?<rule>.*)'\\.$", RegexOptions.Singleline)]
    private static partial Regex Annotated();

    [GeneratedRegex("^[A-Z][A-Za-z]*(:[A-Za-z0-9]+)+")]
    private static partial Regex Name();

    [GeneratedRegex("(Key|Secret|Password|ConnectionString)$")]
    private static partial Regex Secret();
}
