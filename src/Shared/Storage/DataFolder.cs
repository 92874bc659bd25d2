using System.Runtime.Versioning;
using System.Text;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Storage;

/// <summary>
/// Holds the store's file and the signing key. Only this server's user may read the folder. Only one process at a time may use it.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode FolderMode = PrivateFiles.OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>The file of the key that signs access tokens.</summary>
    public const string SigningKey = "signing-key.pem";

    /// <summary>Begins the names of folders with what is not complete.</summary>
    public const string Unfinished = "samosachaat.unfinished-";

    private static readonly string[] OurNames = ["samosachaat.", "samosachaat-log.", SigningKey];
    private const string Lock = "samosachaat.lock";
    private readonly FileStream? claim;

    /// <exception cref="CannotStartException">Another process uses the folder, or it cannot be written to.</exception>
    public DataFolder(IOptions<StorageOptions> options)
    {
        Root = Path.GetFullPath(options.Value.Path);
        try
        {
            PrivateFiles.CreateOnly();
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Root);
            else MakePrivate(Root);
            // Two servers on one folder would each believe to be the only writer. The lock is freed when the process ends, in any way.
            claim = CreateOwnerOnly(Lock, FileMode.OpenOrCreate);
            if (!OperatingSystem.IsWindows()) PrivateFiles.Close(Root, OurNames);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException(
                $"Storage:Path '{Root}' cannot be used. It may belong to another user, or another samosachaat may be using it. {e.Message}",
                e);
        }
    }

    private DataFolder(string root) => Root = root;

    public string Root { get; }

    /// <summary>The size of all the store's files in the folder, in bytes.</summary>
    public long Size => new DirectoryInfo(Root).EnumerateFiles("samosachaat*")
        .Where(file => file.Name != Reserve.FileName).Sum(file => file.Length);

    /// <summary>A short text in the folder's lock, which outlives the process. Only the process that has claimed the folder uses it.</summary>
    public string Note
    {
        get
        {
            claim!.Position = 0;
            var bytes = new byte[claim.Length];
            claim.ReadExactly(bytes);
            return Encoding.UTF8.GetString(bytes);
        }

        set
        {
            claim!.SetLength(0);
            claim.Write(Encoding.UTF8.GetBytes(value));
            claim.Flush();
        }
    }

    /// <summary>False for a command, which ends soon and leaves the <see cref="Reserve"/> to the server.</summary>
    public bool KeepsReserve { get; init; } = true;

    /// <summary>False if another process has the folder and this process only joined it.</summary>
    public bool IsClaimed => claim is not null;

    /// <summary>Joins the folder of a running server. Claims, creates and closes nothing.</summary>
    public static DataFolder Join(IOptions<StorageOptions> options) => new(Path.GetFullPath(options.Value.Path));

    /// <summary>Returns true while another process, a server, has the folder.</summary>
    public static bool IsInUse(string root)
    {
        try
        {
            using var file = new FileStream(Path.Combine(root, Lock), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Returns true while a command prepares another store to take the place of the one in the folder.</summary>
    public static bool IsBeingReplaced(string root) => Directory.EnumerateDirectories(root, $"{Unfinished}*").Any(IsInUse);

    public string PathOf(string file) => Path.Combine(Root, file);

    /// <summary>Opens a file for this process alone. Only its owner can read a new file, from the moment when it exists.</summary>
    public FileStream CreateOwnerOnly(string file, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = PrivateFiles.OwnerOnly;
        return new FileStream(PathOf(file), options);
    }

    public void Dispose() => claim?.Dispose();

    /// <summary>Closes an existing folder to other users. Refuses a folder that also serves another purpose.</summary>
    [UnsupportedOSPlatform("windows")]
    private static void MakePrivate(string root)
    {
        Directory.CreateDirectory(root, FolderMode);
        if ((File.GetUnixFileMode(root) & ~FolderMode) == 0) return;
        var entries = Directory.EnumerateFileSystemEntries(root).Select(entry => Path.GetFileName(entry));
        if (!entries.All(entry => OurNames.Any(name => entry.StartsWith(name, StringComparison.Ordinal))))
        {
            throw new CannotStartException(
                $"Storage:Path '{root}' is accessible to other users and contains other files than a store. "
                + "Use a folder for the store alone.");
        }

        File.SetUnixFileMode(root, FolderMode);
    }
}
