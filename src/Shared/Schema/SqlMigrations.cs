using System.Reflection;

namespace SamosaChaat.Shared.Schema;

/// <summary>
/// Reads the schemas of SQL engines, by version, from the files in <c>Migrations</c>, in the order of their names.
/// </summary>
internal static class SqlMigrations
{
    public static IReadOnlyList<string> Sqlite { get; } = Read("sqlite/");

    public static IReadOnlyList<string> Postgres { get; } = Read("postgres/");

    private static string[] Read(string folder) =>
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Text),
    ];

    private static string Text(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
