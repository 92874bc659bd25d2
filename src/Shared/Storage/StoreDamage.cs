using SamosaChaat.Shared.Storage.LiteDb;
using SamosaChaat.Shared.Storage.Sqlite;

namespace SamosaChaat.Shared.Storage;

/// <summary>
/// Looks for damage that an engine would take for a new store, or for the end of its log. It reads the files itself and changes nothing.
/// Call it while no process has the store open.
/// </summary>
internal static class StoreDamage
{
    /// <param name="known">The identity in the data folder. Null if it has none.</param>
    /// <returns>Null if the engine may open the store. It may still find damage itself.</returns>
    public static Damage? Find(string root, StorageOptions options, IdentityFile identity, StoreIdentity? known)
    {
        var file = Path.Combine(root, options.FileName);
        var isLiteDb = options.Engine == StorageOptions.LiteDb;
        var log = isLiteDb ? CommitLog.FileOf(file) : SqliteDamage.LogOf(file);
        var witnesses = new[] { known is null ? null : identity.FullName, HasContent(log) ? log : null }.OfType<string>().ToArray();
        if (Lost(file) is { } lost && witnesses.Length > 0)
        {
            var names = string.Join(", ", witnesses.Select(witness => $"'{witness}'"));
            return new(
                $"The store '{file}' is {lost}, but there was one: {names}.",
                $"Put '{file}' back, or restore a backup. To begin with an empty store, remove {names}.");
        }

        try
        {
            return (isLiteDb ? LiteDbDamage.Find(file) : SqliteDamage.Find(file)) is { } fault
                ? new(
                    $"The store '{file}' is damaged: {fault}.",
                    "Copy the folder, and restore a backup. docs/operations.md says what can be saved.")
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new($"The store '{file}' cannot be read. {e.Message}", "Run the program as the owner of the folder.");
        }
    }

    public static bool HasContent(string file) => new FileInfo(file) is { Exists: true, Length: > 0 };

    /// <summary>Says how a store's file is lost. Returns null if it has content.</summary>
    public static string? Lost(string file) => new FileInfo(file) switch
    {
        { Exists: true, Length: 0 } => "empty",
        { Exists: false } when !Directory.Exists(file) => "missing",
        _ => null,
    };
}
