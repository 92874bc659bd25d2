namespace SamosaChaat.Tests.Hosting;

/// <summary>The sources that this test run was built from.</summary>
public static class SourceTree
{
    public static readonly string Root = Find();

    /// <summary>Every C# file of src/, by its path from the root, with forward slashes.</summary>
    public static IEnumerable<string> Program => Files("src");

    /// <summary>Every C# file of tests/, by its path from the root, with forward slashes.</summary>
    public static IEnumerable<string> Tests => Files("tests").Where(path => path.Split('/')[1] is not ("bin" or "obj"));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<string> Files(string folder) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

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
