using System.Diagnostics;

namespace SamosaChaat.Tests.Hosting.Stores;

/// <summary>A real disk of a few megabytes, in memory, that a test can fill. Only root can mount one; for others the test is skipped.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("samosachaat-test-").FullName;

    private string Filler => Path.Combine(root, "filler");

    public static async Task<SmallDisk> MountAsync(int megabytes = 16)
    {
        var disk = new SmallDisk();
        if (!OperatingSystem.IsLinux() || !await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.root))
        {
            Directory.Delete(disk.root);
            Assert.Skip("No disk can be mounted here.");
        }

        return disk;
    }

    public string Folder(string name) => Path.Combine(root, name);

    /// <summary>Takes all the room that is left.</summary>
    /// <param name="but">The bytes that stay free.</param>
    public void Fill(int but = 0)
    {
        using var filler = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var bytes = new byte[64 * 1024];
        for (var size = bytes.Length; size > 0;)
        {
            try
            {
                filler.Write(bytes, 0, size);
            }
            catch (IOException)
            {
                size /= 2;
            }
        }

        filler.SetLength(filler.Length - but);
    }

    public void Free() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "--lazy", root);
        Directory.Delete(root);
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
