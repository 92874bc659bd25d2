using System.Globalization;
using System.Runtime.InteropServices;

namespace SamosaChaat.Shared.Http.Connections;

/// <summary>Reads how many files and sockets this process may have open at once (<c>ulimit -n</c>), and how many it has.</summary>
internal static partial class DescriptorLimit
{
    /// <summary>
    /// The least limit with which the program starts. The runtime keeps a descriptor for each assembly of the published file, and two for
    /// each assembly that is a file of its own. That is 239 or 261 at rest, nearly all of them for assemblies.
    /// </summary>
    private const int Least = 384;

    // Linux and macOS number the resource differently (getrlimit(2)).
    private static readonly int OpenFiles = OperatingSystem.IsMacOS() ? 8 : 7;

    /// <summary>The limit. Null where the system has none. The runtime has already raised it as far as it may.</summary>
    public static int? Value =>
        !OperatingSystem.IsWindows() && ReadLimit(OpenFiles, out var limit) == 0 ? (int)Math.Min(limit.Soft, int.MaxValue) : null;

    /// <summary>The number of descriptors that are open now. 0 where the system does not tell.</summary>
    public static int Open
    {
        get
        {
            var folder = OperatingSystem.IsLinux() ? "/proc/self/fd" : "/dev/fd";
            return OperatingSystem.IsWindows() || !Directory.Exists(folder) ? 0 : Directory.GetFileSystemEntries(folder).Length;
        }
    }

    /// <summary>
    /// Explains in one line why the program cannot run with this limit. Returns null if it can. Call it first, because assemblies can no
    /// longer be loaded later.
    /// </summary>
    public static string? Refusal() => Value is { } limit && limit < Least
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"samosachaat cannot start: only {limit} files can be open at once, and it needs at least {Least}. "
                + $"Raise the limit: ulimit -n {Least}")
        : null;

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int ReadLimit(int resource, out Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
