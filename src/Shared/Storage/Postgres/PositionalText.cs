using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SamosaChaat.Shared.Storage.Postgres;

/// <summary>A statement's text with PostgreSQL's numbered parameters in place of the portable <c>@name</c>.</summary>
/// <param name="Text">The text with <c>$1</c>, <c>$2</c> and so on.</param>
/// <param name="Names">The portable names, in the order of their numbers.</param>
/// <param name="ReturnsRows">True if the statement can return rows.</param>
internal sealed partial record PositionalText(string Text, string[] Names, bool ReturnsRows)
{
    // Statements are constants, so there are only as many entries as the program has statements.
    private static readonly ConcurrentDictionary<string, PositionalText> Known = new(ReferenceEqualityComparer.Instance);

    public static PositionalText Of(string portable) => Known.GetOrAdd(portable, static text =>
    {
        var names = new List<string>();
        var positional = Parameter().Replace(text, match =>
        {
            if (!names.Contains(match.Value)) names.Add(match.Value);
            return string.Create(CultureInfo.InvariantCulture, $"${names.IndexOf(match.Value) + 1}");
        });
        var returnsRows = text.StartsWith("SELECT", StringComparison.Ordinal) || text.StartsWith("WITH", StringComparison.Ordinal)
            || text.Contains("RETURNING", StringComparison.Ordinal);
        return new(positional, [.. names], returnsRows);
    });

    [GeneratedRegex("@[A-Za-z]+")]
    private static partial Regex Parameter();
}
