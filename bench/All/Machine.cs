using System.Globalization;
using System.Runtime.InteropServices;
using LiteDB;
using Microsoft.Data.Sqlite;
using SamosaChaat.Shared.Cli;

namespace SamosaChaat.Bench.All;

/// <summary>Where and with what it was measured.</summary>
internal static class Machine
{
    public static string Facts()
    {
        using var sqlite = new SqliteConnection("Data Source=:memory:");
        sqlite.Open();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} × {Processor()}, {RuntimeInformation.OSDescription}. samosachaat {VersionCommand.Current}, {RuntimeInformation.FrameworkDescription}, SQLite {sqlite.ServerVersion}, LiteDB {typeof(LiteDatabase).Assembly.GetName().Version!.ToString(3)}.");
    }

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "processors"
        : "processors";
}
