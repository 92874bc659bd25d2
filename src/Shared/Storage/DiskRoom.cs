namespace SamosaChaat.Shared.Storage;

/// <summary>Tells whether a disk has room.</summary>
internal static class DiskRoom
{
    // .NET gives an exception the number of the system's error.
    private const int NoSpace = 28;
    private const int OverQuota = 122;
    private const int OverQuotaOnMacOs = 69;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);
    private const int HandleDiskFullOnWindows = unchecked((int)0x80070027);

    /// <summary>The bytes that are free for this user. It knows nothing of quotas.</summary>
    public static long FreeIn(string folder) =>
        new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder).AvailableFreeSpace;

    /// <summary>True if a full disk is the reason of a failure, or the reason of its reason.</summary>
    public static bool ComesFromFullDisk(this Exception failure) =>
        failure is InsufficientStorageException || (failure as IOException)?.IsFullDisk() is true
        || failure.InnerException?.ComesFromFullDisk() is true;

    /// <summary>True if the disk or the user's share of it is full, and nothing else is wrong.</summary>
    public static bool IsFullDisk(this IOException failure) =>
        failure.HResult is NoSpace or DiskFullOnWindows or HandleDiskFullOnWindows
        || failure.HResult == (OperatingSystem.IsMacOS() ? OverQuotaOnMacOs : OverQuota);
}
