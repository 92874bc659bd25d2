using System.Globalization;
using System.Security.Cryptography;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Cli.Doctor;

/// <summary>The properties of a folder's drive that the check needs.</summary>
internal sealed record Drive(string Format, bool IsNetwork, long Free)
{
    private static readonly string[] Networks = ["nfs", "cifs", "smb", "ncp", "afs", "ceph", "gluster", "lustre", "9p", "sshfs", "davfs"];

    public static Drive Of(string folder)
    {
        var drive = new DriveInfo(folder);
        return new(
            drive.DriveFormat,
            drive.DriveType == DriveType.Network
                || Networks.Any(name => drive.DriveFormat.Contains(name, StringComparison.OrdinalIgnoreCase)),
            drive.AvailableFreeSpace);
    }
}

/// <summary>Checks whether the data folder is usable. It neither creates nor changes the folder.</summary>
internal static class FolderCheck
{
    private const string Check = "data";
    private const long Little = 1L << 30;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static IEnumerable<Finding> Run(StorageOptions options, Func<string, Drive>? driveOf = null)
    {
        var root = Path.GetFullPath(options.Path);
        if (File.Exists(root)) return [Finding.Wrong(Check, $"{root} is a file", "Set Storage:Path to a folder.")];
        if (!Directory.Exists(root))
        {
            return [Finding.Note(
                Check,
                $"{root} does not exist yet",
                "The server creates it at its first start. If data already exists, correct Storage:Path.")];
        }

        var key = Path.Combine(root, DataFolder.SigningKey);
        var findings = Rights(root).Concat(Space(root, (driveOf ?? Drive.Of)(root))).Concat(Key(key)).ToArray();
        var running = DataFolder.IsInUse(root) ? "; a server is using it" : "";
        return findings.Length > 0 ? findings : [Finding.Ok(Check, $"{root} is private, writable and on a local drive{running}")];
    }

    private static List<Finding> Rights(string root)
    {
        var findings = new List<Finding>();
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(root) & Others) != 0)
        {
            findings.Add(Finding.Wrong(Check, $"Other users of this machine can access {root}", $"chmod 700 {root}"));
        }

        try
        {
            // Use a name like the store's own files, because the folder may contain no others.
            using var probe = new FileStream(
                Path.Combine(root, $"samosachaat.{Guid.NewGuid():N}"),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                1,
                FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(Finding.Wrong(
                Check,
                $"{root} is not writable: {e.Message}",
                "Run the server as the owner of the folder, or change the owner. If the disk is full or read-only, fix that first."));
        }

        return findings;
    }

    private static IEnumerable<Finding> Space(string root, Drive drive)
    {
        if (drive.IsNetwork)
        {
            yield return Finding.Wrong(
                Check,
                $"{root} is on a network drive ({drive.Format})",
                "Move Storage:Path to a local disk. Network drives do not guarantee locks and syncs, so data can be lost.");
        }

        var free = string.Create(CultureInfo.InvariantCulture, $"{drive.Free / 1024d / 1024:N0} MB are free for {root}");
        if (drive.Free < Little / 10) yield return Finding.Wrong(Check, free, "Free some space. A full disk refuses every write.");
        else if (drive.Free < Little) yield return Finding.Note(Check, free, "Free some space before the disk is full.");
    }

    private static IEnumerable<Finding> Key(string file)
    {
        if (!File.Exists(file)) yield break;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0)
        {
            yield return Finding.Wrong(
                Check,
                $"Other users can access {file}, and its readers can impersonate every user",
                $"chmod 600 {file}. If another user may have read it, delete it and restart the server. All users must sign in again.");
        }

        if (KeyFault(file) is { } fault)
        {
            yield return Finding.Wrong(
                Check,
                $"{file} is not a valid key: {fault}",
                "Put it back from a backup. Without a backup, delete it. The server creates a new key at the next start, and all users "
                    + "must sign in again.");
        }
    }

    private static string? KeyFault(string file)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(file));
            return null;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}
