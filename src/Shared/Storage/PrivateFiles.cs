using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace SamosaChaat.Shared.Storage;

/// <summary>Keeps files from other users of the machine.</summary>
internal static partial class PrivateFiles
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const int OthersMayNothing = 0b000_111_111;

    /// <summary>
    /// Lets only the owner use all files that this process creates from now on. SQLite and LiteDB create their files themselves.
    /// </summary>
    public static void CreateOnly()
    {
        if (!OperatingSystem.IsWindows()) _ = SetMask(OthersMayNothing);
    }

    /// <summary>Closes the files of a folder to other users. An earlier version may have made them.</summary>
    [UnsupportedOSPlatform("windows")]
    public static void Close(string folder, IEnumerable<string> prefixes)
    {
        foreach (var file in prefixes.SelectMany(prefix => Directory.EnumerateFiles(folder, prefix + "*")))
        {
            if ((File.GetUnixFileMode(file) & ~OwnerOnly) != 0) File.SetUnixFileMode(file, OwnerOnly);
        }
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial int SetMask(int mask);
}
