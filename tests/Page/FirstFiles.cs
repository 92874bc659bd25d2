using System.Text.RegularExpressions;

namespace SamosaChaat.Tests.Page;

/// <summary>Finds the files that a browser loads to show the chat and to write a message: those that the index names, and their imports.</summary>
internal static partial class FirstFiles
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "src/Shared/Page/wwwroot");

    /// <summary>Their paths in the page.</summary>
    public static IReadOnlySet<string> All { get; } = Find();

    private static HashSet<string> Find()
    {
        HashSet<string> found = ["index.html", "manifest.webmanifest", "icons/samosa.svg", "sw.js"];
        var next = new Queue<string>(Named().Matches(Read("index.html")).Select(match => match.Value));
        while (next.TryDequeue(out var file))
        {
            // The libraries are not among the page's own files.
            if (!File.Exists(Path.Combine(Folder, file)) || !found.Add(file)) continue;
            foreach (Match import in Imported().Matches(Read(file))) next.Enqueue(PathFrom(file, import.Groups[1].Value));
        }

        return found;
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    private static string PathFrom(string file, string target) =>
        Path.GetRelativePath(Folder, Path.Combine(Folder, Path.GetDirectoryName(file)!, target)).Replace('\\', '/');

    [GeneratedRegex(@"(?<="")(?:js|css)/[^""]+")]
    private static partial Regex Named();

    /// <summary>A module that another one needs, not one that it may load later.</summary>
    [GeneratedRegex(@"^(?:import|export)\b[^;(]*?'(\.[^']+)';", RegexOptions.Multiline)]
    private static partial Regex Imported();
}
