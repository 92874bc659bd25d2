using System.Security.Cryptography;
using System.Text;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Identity;

/// <summary>Keeps the signing key in the data folder, readable by its owner only.</summary>
internal static class KeyFile
{
    private const string FileName = DataFolder.SigningKey;

    /// <summary>Returns the key of the folder, or null if there is none.</summary>
    /// <exception cref="CannotStartException">The file contains no valid key.</exception>
    public static SigningKey? Find(DataFolder folder)
    {
        var file = folder.PathOf(FileName);
        if (!File.Exists(file)) return null;
        try
        {
            return SigningKey.FromPem(File.ReadAllText(file));
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            // Never replace the key automatically, because that would invalidate all tokens at once.
            throw new CannotStartException($"The signing key '{file}' cannot be read. {e.Message}", e);
        }
    }

    /// <summary>Returns the key of the folder. The first start creates it.</summary>
    public static SigningKey FindOrCreate(DataFolder folder)
    {
        if (Find(folder) is { } found) return found;
        var key = SigningKey.Create();
        // Write the file atomically. A crash must not leave half a key, which would stop every later start.
        const string half = FileName + ".new";
        using (var file = folder.CreateOwnerOnly(half, FileMode.Create))
        {
            file.Write(Encoding.ASCII.GetBytes(key.ToPem()));
            file.Flush(flushToDisk: true);
        }

        File.Move(folder.PathOf(half), folder.PathOf(FileName));
        return key;
    }

    public static void Remove(DataFolder folder) => File.Delete(folder.PathOf(FileName));
}
