using System.Text.RegularExpressions;

namespace SamosaChaat.Tests.Architecture;

/// <summary>A source file as far as its namespace, its types and what it names of others go.</summary>
public sealed partial class SourceFile(string path, string text)
{
    public string Path => path;

    public string Text => text;

    public string Namespace { get; } = NamespaceLine().Match(text).Groups[1].Value;

    /// <summary>Every type that is declared in it, nested ones too.</summary>
    public IReadOnlyList<string> Types { get; } = [.. TypeDeclaration().Matches(text).Select(match => match.Groups[1].Value).Distinct()];

    /// <summary>
    /// Whether it reaches into the namespace. There are two ways to do so without the compiler's refusal: a using (plain, static, global or an
    /// alias), or a type's name behind the end of the namespace's, since a namespace's parents are searched for it. Comments count: cref is a reference.
    /// </summary>
    public bool Names(string otherNamespace, IEnumerable<string> itsTypes)
    {
        var whole = Regex.Escape(otherNamespace);
        if (Regex.IsMatch(text, $@"^\s*(global\s+)?using\s+(static\s+)?(\w+\s*=\s*)?(global::)?{whole}\b", RegexOptions.Multiline)) return true;

        var last = otherNamespace.Split('.')[^1];
        return itsTypes.Any(type => Regex.IsMatch(text, $@"\b{last}\s*\.\s*{type}\b"));
    }

    [GeneratedRegex(@"^\s*namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^[^/""\n]*\b(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?|delegate\s+[\w<>?\[\]., ]+?)\s+(\w+)(?=[\s<({:;]|$)", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();
}
