using System.CommandLine;
using System.CommandLine.Parsing;
using SamosaChaat.Shared.Demo;

namespace SamosaChaat.Shared.Cli;

/// <summary>Creates the options that several commands share.</summary>
internal static class CommandOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object instead of text." };

    public static Option<int> Seed() => new("--seed")
    {
        Description = "Seed of the generated data. The same seed and day give the same data, including ids and times.",
        HelpName = "number",
        DefaultValueFactory = _ => SeedPlan.DefaultSeed,
    };

    public static Option<string?> Day() =>
        Text(
            "--day",
            "All data is older than the start of this day, in UTC. Default: today.",
            "yyyy-mm-dd",
            day => DemoModeOptions.TryReadDay(day, out _),
            "must be a day such as 2026-01-31.");

    public static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "duration",
        CustomParser = result => Durations.Parse(result.Tokens[0].Value) ?? Refuse<TimeSpan?>(result, name, Durations.Rule),
    };

    /// <summary>Creates the option for an http or https URL.</summary>
    public static Option<Uri?> Url(string description) => new("--url")
    {
        Description = description,
        HelpName = "url",
        CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var given) && given.Scheme is "http" or "https"
            ? given
            : Refuse<Uri?>(result, "--url", "must be an http or https URL."),
    };

    /// <param name="rule">The text after the option's name in the error message.</param>
    public static Option<string?> Text(
        string name, string description, string helpName, Func<string, bool> isGood, string rule) => new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result => isGood(result.Tokens[0].Value) ? result.Tokens[0].Value : Refuse<string?>(result, name, rule),
        };

    private static T? Refuse<T>(ArgumentResult result, string name, string rule)
    {
        result.AddError($"{name} {rule}");
        return default;
    }
}
