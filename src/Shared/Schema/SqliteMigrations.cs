using System.Reflection;

namespace SamosaChaat.Shared.Schema;

/// <summary>Reads SQLite's schema, by version, from the files in <c>Migrations/Sqlite</c>, in the order of their names.</summary>
internal static class SqliteMigrations
{
    private const string Folder = "sqlite/";

    public static IReadOnlyList<string> Steps { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    private static string Read(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
