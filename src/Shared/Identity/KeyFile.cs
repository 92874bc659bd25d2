using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Identity;

/// <summary>Keeps the signing keys in the data folder, readable by its owner only.</summary>
internal static class KeyFile
{
    private const string FileName = DataFolder.SigningKey;

    /// <summary>Follows the name of a retired key's file. The time of its retirement follows, in seconds since 1970.</summary>
    private const string Retired = ".retired-";

    /// <summary>The time for which a retired key verifies what it signed. No token lives longer.</summary>
    private static readonly TimeSpan Validity = TimeSpan.FromDays(1);

    /// <summary>Returns the key of the folder that signs, or null if there is none.</summary>
    /// <exception cref="CannotStartException">The file contains no valid key.</exception>
    public static SigningKey? Find(DataFolder folder) =>
        folder.PathOf(FileName) is var file && File.Exists(file) ? Read(file) : null;

    /// <summary>Returns the key of the folder. The first start creates it.</summary>
    public static SigningKey FindOrCreate(DataFolder folder)
    {
        if (Find(folder) is { } found) return found;
        var key = SigningKey.Create();
        Write(folder, key);
        return key;
    }

    /// <summary>Returns the valid keys of the folder, the one that signs first. Creates that one if there is none.</summary>
    /// <exception cref="CannotStartException">A file contains no valid key.</exception>
    public static List<SigningKey> ReadAll(DataFolder folder)
    {
        List<SigningKey> keys = [FindOrCreate(folder)];
        foreach (var (file, retiredAt) in RetiredIn(folder).OrderByDescending(retired => retired.At))
        {
            if (retiredAt + Validity <= DateTimeOffset.UtcNow) continue;
            var key = Read(file);
            // After a crash of a rotation, the key that signs is among the retired ones.
            if (keys.TrueForAll(other => other.Id != key.Id)) keys.Add(key);
        }

        return keys;
    }

    /// <summary>
    /// Lets a new key sign. The old one verifies until its tokens have expired. A crash leaves the folder with all its keys.
    /// </summary>
    /// <returns>The new key.</returns>
    /// <exception cref="CannotStartException">The folder has no valid key.</exception>
    public static SigningKey Rotate(DataFolder folder)
    {
        if (!File.Exists(folder.PathOf(FileName)))
        {
            throw new CannotStartException($"'{folder.Root}' has no signing key. The first start of a server creates one.");
        }

        using var old = Read(folder.PathOf(FileName));
        foreach (var (file, retiredAt) in RetiredIn(folder))
        {
            if (retiredAt + Validity <= DateTimeOffset.UtcNow) File.Delete(file);
        }

        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        // Two rotations may come in the same second.
        WriteFile(folder, $"{FileName}{Retired}{now}-{old.Id}", old);
        var key = SigningKey.Create();
        Write(folder, key);
        return key;
    }

    public static void Remove(DataFolder folder) => File.Delete(folder.PathOf(FileName));

    private static SigningKey Read(string file)
    {
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

    private static void Write(DataFolder folder, SigningKey key) => WriteFile(folder, FileName, key);

    // Half a key would stop every later start.
    private static void WriteFile(DataFolder folder, string name, SigningKey key) =>
        folder.Replace(name, $"{FileName}.new", Encoding.ASCII.GetBytes(key.ToPem()));

    private static IEnumerable<(string File, DateTimeOffset At)> RetiredIn(DataFolder folder)
    {
        foreach (var file in Directory.GetFiles(folder.Root, $"{FileName}{Retired}*"))
        {
            var time = Path.GetFileName(file)[(FileName.Length + Retired.Length)..].Split('-', 2)[0];
            if (long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= uint.MaxValue)
            {
                yield return (file, DateTimeOffset.FromUnixTimeSeconds(seconds));
            }
        }
    }
}
