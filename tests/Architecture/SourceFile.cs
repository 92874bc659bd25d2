using System.Text.RegularExpressions;

namespace SamosaChaat.Tests.Architecture;

/// <summary>A source file as far as its namespace and its types go.</summary>
public sealed partial class SourceFile(string path, string text)
{
    public string Path => path;

    public string Text => text;

    public string Namespace { get; } = NamespaceLine().Match(text).Groups[1].Value;

    /// <summary>Every type that is declared in it, nested ones too.</summary>
    public IReadOnlyList<string> Types { get; } = [.. TypeDeclaration().Matches(text).Select(match => match.Groups[1].Value).Distinct()];

    [GeneratedRegex(@"^\s*namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^[^/""\n]*\b(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?|delegate\s+[\w<>?\[\]., ]+?)\s+(\w+)(?=[\s<({:;]|$)", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();
}
