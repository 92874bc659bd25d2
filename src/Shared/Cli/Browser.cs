using System.ComponentModel;
using System.Diagnostics;

namespace SamosaChaat.Shared.Cli;

internal static class Browser
{
    /// <summary>Opens a page in the default browser. If there is none, the user can still open the printed link.</summary>
    public static void Open(string url)
    {
        try
        {
            using var process = OperatingSystem.IsWindows() ? Process.Start(new ProcessStartInfo(url) { UseShellExecute = true })
                : Process.Start(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [url]);
        }
        catch (Exception e) when (e is Win32Exception or FileNotFoundException)
        {
            Console.Error.WriteLine($"Cannot open a browser: {e.Message}");
        }
    }
}
