using System.Text.RegularExpressions;

namespace SamosaChaat.Tests.Docs;

/// <summary>A document names files and pages that exist.</summary>
public sealed partial class LinksTests
{
    private static readonly string[] Documents =
    [
        .. Directory.EnumerateFiles(SourceTree.Root, "*.md"),
        .. Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "docs"), "*.md", SearchOption.AllDirectories),
    ];

    [Fact]
    public void Every_file_that_the_architecture_names_exists()
    {
        var named = SourceFiles().Matches(SourceTree.Read("docs/architecture.md")).Select(match => match.Groups[1].Value).ToArray();

        Assert.InRange(named.Length, 10, 100);
        Assert.Equal([], named.Where(file => !File.Exists(Path.Combine(SourceTree.Root, file))));
    }

    [Fact]
    public void Every_link_to_a_file_leads_to_one()
    {
        var links = Documents.SelectMany(document => Links().Matches(File.ReadAllText(document))
            .Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains(':', StringComparison.Ordinal))
            .Select(target => (Document: document, Target: target))).ToArray();

        Assert.InRange(links.Length, 50, 10_000);
        Assert.Equal([], links.Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(link.Document)!, link.Target))));
    }

    [GeneratedRegex("`(src/[^`]+\\.cs)`")]
    private static partial Regex SourceFiles();

    /// <summary>The target of a Markdown link or image, without its anchor.</summary>
    [GeneratedRegex(@"\]\(([^)#\s]+)[^)]*\)")]
    private static partial Regex Links();
}
