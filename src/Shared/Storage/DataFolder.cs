using System.Runtime.Versioning;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Diagnostics;

namespace SamosaChaat.Shared.Storage;

/// <summary>The folder that holds the store's file and the signing key. It is ours alone: for our user's eyes, and for one process at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode = OwnerOnly | UnixFileMode.UserExecute;
    private static readonly string[] OurNames = ["samosachaat.", "signing-key.pem"];
    private const string Lock = "samosachaat.lock";
    private readonly FileStream? claim;

    /// <exception cref="CannotStartException">Another process uses the folder, or it cannot be written to.</exception>
    public DataFolder(IOptions<StorageOptions> options)
    {
        Root = Path.GetFullPath(options.Value.Path);
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Root);
            else MakePrivate(Root);
            // Two servers on one folder would each believe to be the only writer. The lock goes with the process, however it ends.
            claim = CreateOwnerOnly(Lock, FileMode.OpenOrCreate);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"Storage:Path '{Root}' cannot be used. It may belong to another user, or another samosachaat may be using it. {e.Message}", e);
        }
    }

    private DataFolder(string root) => Root = root;

    public string Root { get; }

    /// <summary>Of all files in it that are a store's, in bytes.</summary>
    public long Size => new DirectoryInfo(Root).EnumerateFiles("samosachaat*").Sum(file => file.Length);

    /// <summary>False where another process has the folder and this one is only a guest.</summary>
    public bool IsClaimed => claim is not null;

    /// <summary>The folder beside the server that runs on it: nothing is claimed, made or closed.</summary>
    public static DataFolder Join(IOptions<StorageOptions> options) => new(Path.GetFullPath(options.Value.Path));

    /// <summary>True while another process, a server, has the folder.</summary>
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

    public string PathOf(string file) => Path.Combine(Root, file);

    /// <summary>Opens a file, exclusively, that nobody but its owner may read from the moment it exists.</summary>
    public FileStream CreateOwnerOnly(string file, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return new FileStream(PathOf(file), options);
    }

    public void Dispose() => claim?.Dispose();

    /// <summary>A folder that is there already may be open to others; it is closed to them, unless it is also for something else.</summary>
    [UnsupportedOSPlatform("windows")]
    private static void MakePrivate(string root)
    {
        Directory.CreateDirectory(root, FolderMode);
        if ((File.GetUnixFileMode(root) & ~FolderMode) == 0) return;
        if (!Directory.EnumerateFileSystemEntries(root).All(entry => OurNames.Any(name => Path.GetFileName(entry).StartsWith(name, StringComparison.Ordinal))))
        {
            throw new CannotStartException($"Storage:Path '{root}' is accessible to other users and contains other files than a store. Use a folder for the store alone.");
        }

        File.SetUnixFileMode(root, FolderMode);
    }
}
