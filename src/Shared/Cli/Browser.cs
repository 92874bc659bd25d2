using System.ComponentModel;
using System.Diagnostics;

namespace SamosaChaat.Shared.Cli;

internal static class Browser
{
    /// <summary>Opens a page in whatever browser this machine's user likes. Where there is none, the printed link has to do.</summary>
    public static void Open(string url)
    {
        try
        {
            using var process = OperatingSystem.IsWindows() ? Process.Start(new ProcessStartInfo(url) { UseShellExecute = true })
                : Process.Start(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [url]);
        }
        catch (Exception e) when (e is Win32Exception or FileNotFoundException)
        {
            Console.Error.WriteLine($"No browser could be opened: {e.Message}");
        }
    }
}
