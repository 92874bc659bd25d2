using System.Text;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Storage;

/// <summary>
/// Keeps the identity of an engine's store in the data folder. Each engine has a file of its own, so the engines can share a folder.
/// </summary>
internal sealed class IdentityFile(string root, StorageOptions options)
{
    private readonly string name = $"{(options.IsFile ? options.FileName : "samosachaat.postgres")}.id";

    public string FullName => Path.Combine(root, name);

    /// <summary>Says that the store is another one, and what to do.</summary>
    /// <param name="store">The name of the store that was found.</param>
    public Damage Foreign(string store) => new(
        $"The store '{store}' is not the one that '{FullName}' names.",
        $"Put the right store back. To use this one, remove '{FullName}'.");

    /// <summary>Returns the identity, or null if the folder has none for this engine.</summary>
    /// <exception cref="CannotStartException">The file cannot be read, or it is damaged.</exception>
    public StoreIdentity? Read()
    {
        var identity = TryRead(out var damage);
        return damage is null ? identity : throw new CannotStartException(damage.ToString());
    }

    /// <summary>Reads the identity. Returns null if there is none, or if the file is damaged.</summary>
    public StoreIdentity? TryRead(out Damage? damage)
    {
        damage = null;
        try
        {
            if (StoreIdentity.TryParse(File.ReadAllText(FullName)) is { } identity && identity.Engine == options.Engine) return identity;
            damage = new(
                $"The file '{FullName}', which says which store this folder has, is damaged.",
                "Put it back from a backup. If the store itself is whole, remove the file: the next start makes it again.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // The folder is new, or older than identities.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            damage = new($"The file '{FullName}' cannot be read. {e.Message}", "Run the program as the owner of the folder.");
        }

        return null;
    }

    /// <summary>Writes the identity durably, unless the file has it already. Call it before the first write is acknowledged.</summary>
    public void Keep(DataFolder folder, StoreIdentity? known, StoreIdentity identity)
    {
        if (known != identity) folder.Replace(name, $"{name}.new", Encoding.UTF8.GetBytes(identity.ToString()));
    }
}
