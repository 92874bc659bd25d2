namespace SamosaChaat.Tests.Hosting;

/// <summary>The sources that this test run was built from.</summary>
public static class SourceTree
{
    public static readonly string Root = Find();

    /// <summary>Every C# file of src/, by its path from the root, with forward slashes.</summary>
    public static IEnumerable<string> Program => Directory
        .EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Find()
    {
        // The build's output is below the sources.
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SamosaChaat.csproj"))) return folder.FullName;
        }

        throw new InvalidOperationException("There is no SamosaChaat.csproj above the tests' binaries.");
    }
}
