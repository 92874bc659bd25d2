using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using LiteDB;
using Microsoft.Data.Sqlite;

namespace SamosaChaat.Bench.All;

/// <summary>Where and with what it was measured.</summary>
internal static class Machine
{
    /// <param name="program">It says itself which one it is: what measures may be built from another commit.</param>
    public static async Task<string> FactsAsync(string program)
    {
        using var asked = Process.Start(new ProcessStartInfo(program, ["version"]) { RedirectStandardOutput = true })!;
        var version = await asked.StandardOutput.ReadToEndAsync();
        await asked.WaitForExitAsync();
        using var sqlite = new SqliteConnection("Data Source=:memory:");
        sqlite.Open();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} × {Processor()}, {RuntimeInformation.OSDescription}. {version.Trim()}, SQLite {sqlite.ServerVersion}, LiteDB {typeof(LiteDatabase).Assembly.GetName().Version!.ToString(3)}.");
    }

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "processors"
        : "processors";
}
