using System.Text.RegularExpressions;
using SamosaChaat.Tests.Docs;

namespace SamosaChaat.Tests.Page;

/// <summary>Every example of CommonMark's specification, which comes from npm. What the page makes of it is compared as a tree.</summary>
public sealed partial class CommonMarkTests(Browser browser, SqliteServer server)
{
    /// <summary>Markup stays text. The other examples of these chapters are compared, too, and pass.</summary>
    private static readonly int[] RawMarkup =
    [
        21, 31, .. Enumerable.Range(148, 44), 201, 308, 309, 344, 475, 476, 477, 491, 494, 524, 536, .. Enumerable.Range(613, 5), 623,
        .. Enumerable.Range(625, 7), 642, 643,
    ];

    /// <summary>GFM makes links of addresses without angle brackets.</summary>
    private static readonly int[] BareAddresses = [602, 606, 608, 611, 612];

    /// <summary>A bullet that is indented by two or three columns below a number belongs to it: models write so.</summary>
    private static readonly int[] BulletsBelowNumbers = [297];

    /// <summary>Only HTML 4's names of characters are known.</summary>
    private static readonly int[] RareNames = [25];

    /// <summary>
    /// An image's text keeps its emphasis and its links, because it is a link's text. A target that is shown as text is shown as it was written.
    /// </summary>
    private static readonly int[] ImagesAreLinks = [503, 517, 520, 531, .. Enumerable.Range(573, 5), 585, 589];

    [Fact]
    public async Task Every_example_becomes_what_the_specification_wants_except_those_that_differ_on_purpose()
    {
        var spec = Path.Combine(NodeTools.Folder, "node_modules/commonmark-spec/spec.txt");
        Assert.SkipUnless(File.Exists(spec), "npm has not installed commonmark-spec, see .ci/run.");
        var compare = SourceTree.Read("tests/Page/CommonMark.js");
        await using var page = await ChatPage.OpenAsync(browser, server.Address);
        await page.Page.GotoAsync("/");

        var examples = Example().Matches(await File.ReadAllTextAsync(spec, TestContext.Current.CancellationToken));
        var differing = new List<string>();
        for (var number = 1; number <= examples.Count; number++)
        {
            var texts = examples[number - 1].Groups.Values.Skip(1).Select(group => group.Value.Replace('→', '\t')).ToArray();
            var trees = await page.Page.EvaluateAsync<string[]>(compare, texts);
            if (trees[0] != trees[1]) differing.Add($"{number}: {texts[0]}\nwanted {trees[0]}\nfound  {trees[1]}\n");
        }

        int[] expected = [.. RawMarkup, .. BareAddresses, .. BulletsBelowNumbers, .. RareNames, .. ImagesAreLinks];
        Assert.True(examples.Count > 600, $"There are only {examples.Count} examples.");
        Assert.Equal("", string.Join('\n', differing.Where(example => !expected.Contains(NumberOf(example)))));
        Assert.Equal(expected.Order(), differing.Select(NumberOf));
        Assert.Empty(page.Faults);
    }

    private static int NumberOf(string example) => int.Parse(example.Split(':')[0], System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^`{32} example\n([\s\S]*?)^\.\n([\s\S]*?)^`{32}$", RegexOptions.Multiline)]
    private static partial Regex Example();
}
