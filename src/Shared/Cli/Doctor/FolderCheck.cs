using System.Globalization;
using System.Security.Cryptography;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Cli.Doctor;

/// <summary>What the doctor wants to know of the drive that a folder is on.</summary>
internal sealed record Drive(string Format, bool IsNetwork, long Free)
{
    private static readonly string[] Networks = ["nfs", "cifs", "smb", "ncp", "afs", "ceph", "gluster", "lustre", "9p", "sshfs", "davfs"];

    public static Drive Of(string folder)
    {
        var drive = new DriveInfo(folder);
        return new(drive.DriveFormat, drive.DriveType == DriveType.Network || Networks.Any(name => drive.DriveFormat.Contains(name, StringComparison.OrdinalIgnoreCase)), drive.AvailableFreeSpace);
    }
}

/// <summary>Whether the data folder can be worked with. Nothing in it is changed, and it is not made.</summary>
internal static class FolderCheck
{
    private const string Check = "data";
    private const string KeyFile = "signing-key.pem";
    private const long Little = 1L << 30;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static IEnumerable<Finding> Run(StorageOptions options, Func<string, Drive>? driveOf = null)
    {
        var root = Path.GetFullPath(options.Path);
        if (File.Exists(root)) return [Finding.Wrong(Check, $"{root} is a file", "Name a folder in Storage:Path.")];
        if (!Directory.Exists(root)) return [Finding.Note(Check, $"{root} is not there yet", "It is made when the server first starts. If there should be data, Storage:Path names another folder.")];

        var findings = Rights(root).Concat(Space(root, (driveOf ?? Drive.Of)(root))).Concat(Key(Path.Combine(root, KeyFile))).ToArray();
        var running = DataFolder.IsInUse(root) ? "; a server runs on it" : "";
        return findings.Length > 0 ? findings : [Finding.Ok(Check, $"{root} is private, writable and on a drive of this machine{running}")];
    }

    private static List<Finding> Rights(string root)
    {
        var findings = new List<Finding>();
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(root) & Others) != 0)
        {
            findings.Add(Finding.Wrong(Check, $"{root} is open to other users of this machine", $"chmod 700 {root}"));
        }

        try
        {
            // A name of the store's own kind: the folder may hold no others.
            using var probe = new FileStream(Path.Combine(root, $"samosachaat.{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(Finding.Wrong(Check, $"Nothing can be written to {root}: {e.Message}", "Run the server as the user that the folder belongs to, or give it to that user; on a full or read-only disk mend that first."));
        }

        return findings;
    }

    private static IEnumerable<Finding> Space(string root, Drive drive)
    {
        if (drive.IsNetwork)
        {
            yield return Finding.Wrong(Check, $"{root} is on a network drive ({drive.Format})", "Move Storage:Path to a disk of this machine: over a network, locks and syncs do not hold what a store needs, and data is lost.");
        }

        var free = string.Create(CultureInfo.InvariantCulture, $"{drive.Free / 1024d / 1024:N0} MB are free for {root}");
        if (drive.Free < Little / 10) yield return Finding.Wrong(Check, free, "Make room: a full disk refuses every write.");
        else if (drive.Free < Little) yield return Finding.Note(Check, free, "Make room before it is full.");
    }

    private static IEnumerable<Finding> Key(string file)
    {
        if (!File.Exists(file)) yield break;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0)
        {
            yield return Finding.Wrong(Check, $"{file} is open to other users, and whoever reads it can be anybody", $"chmod 600 {file}; if somebody may have read it, remove it and start the server again: everybody has to sign in anew.");
        }

        if (KeyFault(file) is { } fault)
        {
            yield return Finding.Wrong(Check, $"{file} is no key: {fault}", "Put it back from a backup. Without one, remove it: a new key is made at the next start, and everybody has to sign in anew.");
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
