using System.Text.RegularExpressions;

namespace SamosaChaat.Tests.Docs;

/// <summary>The page about security names tests that exist, and has every risk of the OWASP list.</summary>
public sealed partial class SecurityTests
{
    private static readonly string[] Rows =
        [.. SourceTree.Read("docs/security.md").Split('\n').Where(line => line.StartsWith("| API", StringComparison.Ordinal))];

    [Fact]
    public void Every_risk_of_the_list_has_a_row_with_a_test_class_of_its_own()
    {
        var classes = Rows.Select(row => TestNames().Match(row.Split('|')[3]).Groups[1].Value).ToArray();

        Assert.Equal(Enumerable.Range(1, 10).Select(number => $"Api{number:00}"), classes.Select(name => name[..5]));
    }

    [Fact]
    public void Every_test_class_that_it_names_exists()
    {
        var existing = typeof(SecurityTests).Assembly.GetTypes().Select(type => type.Name).ToHashSet();

        Assert.Each(Rows.SelectMany(row => TestNames().Matches(row)), match => Assert.Contains(match.Groups[1].Value, existing));
    }

    [GeneratedRegex("`(\\w+Tests)`")]
    private static partial Regex TestNames();
}
