using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SamosaChaat.Bench.All;

/// <summary>The program as it is released: one file, trimmed and compiled ahead, in a folder that goes when the run ends.</summary>
internal sealed class Published : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-published-").FullName;

    private Published()
    {
    }

    public string Program => Path.Combine(folder, OperatingSystem.IsWindows() ? "samosachaat.exe" : "samosachaat");

    /// <exception cref="InvalidOperationException">The project's folder is not around this one, or it cannot be published.</exception>
    public static async Task<Published> MakeAsync()
    {
        var published = new Published();
        try
        {
            string[] arguments = ["publish", Project(), $"-p:PublishProfile={RuntimeInformation.RuntimeIdentifier}", "-o", published.folder, "-v", "quiet"];
            using var publish = Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments))!;
            await publish.WaitForExitAsync();
            return publish.ExitCode == 0 ? published : throw new InvalidOperationException("The program could not be published.");
        }
        catch
        {
            published.Dispose();
            throw;
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Upwards from where this was built, or from where it is run.</summary>
    private static string Project()
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var project = Path.Combine(folder.FullName, "SamosaChaat.csproj");
                if (File.Exists(project)) return project;
            }
        }

        throw new InvalidOperationException("There is no SamosaChaat.csproj here: name a published program with --program.");
    }
}
